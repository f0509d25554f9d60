// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IConsentRegistry} from "./interfaces/IConsentRegistry.sol";
import {IConsortium} from "./interfaces/IConsortium.sol";
import {EpisodeWord} from "./libraries/EpisodeWord.sol";
import {MemberSet} from "./libraries/MemberSet.sol";
import {Roles} from "./libraries/Roles.sol";
import {Membership} from "./Membership.sol";

/// @title Patients' consents, per (patient key, site, purpose), with their whole history
/// @dev The newest episode of a (key, site, purpose) has a slot of its own, which also carries the nonce; a further grant
///      moves it into the history first. So a first grant writes one new slot, and a revocation none.
contract ConsentRegistry is IConsentRegistry, EIP712, Membership {
    using EpisodeWord for uint256;
    using MemberSet for uint256;

    /// @notice Gas that a contract's signature check gets, so that no signer can starve the rest of a batch.
    uint256 public constant SIGNATURE_GAS = 500_000;

    bytes32 private constant GRANT_TYPEHASH =
        keccak256(
            "GrantRequest(uint16 site,uint8 purpose,uint32 categories,uint40 from,uint40 until,bytes32 textDigest,uint64 nonce,uint40 deadline)"
        );
    bytes32 private constant REVOKE_TYPEHASH =
        keccak256("RevokeRequest(uint16 site,uint8 purpose,uint64 nonce,uint40 deadline)");

    /// @dev By keccak256(keyHash, site and purpose).
    mapping(bytes32 scope => uint256 word) private _latest;
    mapping(bytes32 scope => mapping(uint256 index => uint256 word)) private _history;
    mapping(uint16 site => bytes32[]) private _keys;
    /// @dev index + 1 | registration block << 32.
    mapping(uint16 site => mapping(bytes32 keyHash => uint256)) private _registrations;
    /// @inheritdoc IConsentRegistry
    mapping(address verifier => bool) public override isVerifier;

    /// @param consortium_ The consortium whose sites consents are for
    /// @param verifiers ERC-7913 verifiers whose keys may sign, for example for passkeys; may be empty
    constructor(
        IConsortium consortium_,
        address[] memory verifiers
    ) EIP712("Consilium Consent", "1") Membership(consortium_) {
        for (uint256 i = 0; i < verifiers.length; ++i) isVerifier[verifiers[i]] = true;
    }

    /// @inheritdoc IConsentRegistry
    function grant(GrantRequest calldata request, bytes calldata signer, bytes calldata signature) external override {
        bytes32 keyHash = keccak256(signer);
        bytes4 reason = _grant(request, keyHash, signer, signature);
        if (reason != 0) _refuse(reason, request, keyHash, signer);
    }

    /// @inheritdoc IConsentRegistry
    function revoke(
        RevokeRequest calldata request,
        bytes calldata signer,
        bytes calldata signature
    ) external override {
        bytes32 keyHash = keccak256(signer);
        bytes4 reason = _revoke(request, keyHash, signer, signature);
        if (reason == 0) return;
        GrantRequest memory terms;
        (terms.site, terms.purpose) = (request.site, request.purpose);
        (terms.nonce, terms.deadline) = (request.nonce, request.deadline);
        _refuse(reason, terms, keyHash, signer);
    }

    /// @inheritdoc IConsentRegistry
    function submitBatch(Request[] calldata requests) external override returns (uint256 accepted) {
        for (uint256 i = 0; i < requests.length; ++i) {
            Request calldata item = requests[i];
            bytes32 keyHash = keccak256(item.signer);
            bytes4 reason;
            if (item.revocation) {
                GrantRequest calldata terms = item.terms;
                RevokeRequest memory request = RevokeRequest(terms.site, terms.purpose, terms.nonce, terms.deadline);
                reason = _revoke(request, keyHash, item.signer, item.signature);
            } else {
                reason = _grant(item.terms, keyHash, item.signer, item.signature);
            }
            if (reason == 0) ++accepted;
            else emit ConsentRejected(i, keyHash, reason);
        }
    }

    /// @inheritdoc IConsentRegistry
    function revokeForPatient(bytes32 keyHash, uint8 purpose, bytes32 evidenceDigest) external override {
        uint16 site = _callerWithRole(Roles.SITE);
        if (evidenceDigest == 0) revert ConsentEvidenceMissing();
        bytes32 scope = _scope(keyHash, site, purpose);
        uint256 word = _latest[scope];
        if (!word.isOpen()) revert ConsentNotActive(keyHash, site, purpose);
        // What the lost key signed before must not be relayed afterwards. At the top the retired key is barred anyway.
        word = word.close(block.number, EpisodeWord.CLOSED_BY_SITE, word.nonce() < EpisodeWord.NONCE_MAX ? 1 : 0);
        _latest[scope] = word;
        emit ConsentRevokedBySite(keyHash, site, word, evidenceDigest);
    }

    /// @inheritdoc IConsentRegistry
    function nextNonce(bytes32 keyHash, uint16 site, uint8 purpose) external view override returns (uint64) {
        return uint64(_latest[_scope(keyHash, site, purpose)].nonce());
    }

    /// @inheritdoc IConsentRegistry
    function consentAt(
        bytes32 keyHash,
        uint16 site,
        uint8 purpose,
        uint256 blockNumber
    ) external view override returns (Episode memory) {
        _requireFinal(blockNumber);
        return _unpack(_wordAt(_scope(keyHash, site, purpose), blockNumber));
    }

    /// @inheritdoc IConsentRegistry
    function consentsAt(
        bytes32[] calldata keyHashes,
        uint16 site,
        uint8 purpose,
        uint256 blockNumber
    ) external view override returns (uint256[] memory words) {
        _requireFinal(blockNumber);
        words = new uint256[](keyHashes.length);
        for (uint256 i = 0; i < keyHashes.length; ++i) {
            words[i] = _wordAt(_scope(keyHashes[i], site, purpose), blockNumber);
        }
    }

    /// @inheritdoc IConsentRegistry
    function episodesOf(
        bytes32 keyHash,
        uint16 site,
        uint8 purpose
    ) external view override returns (Episode[] memory episodes) {
        bytes32 scope = _scope(keyHash, site, purpose);
        uint256 word = _latest[scope];
        if (word == 0) return episodes;
        uint256 last = word.index();
        episodes = new Episode[](last + 1);
        for (uint256 i = 0; i < last; ++i) episodes[i] = _unpack(_history[scope][i]);
        episodes[last] = _unpack(word);
    }

    /// @inheritdoc IConsentRegistry
    function keyCount(uint16 site) external view override returns (uint256) {
        return _keys[site].length;
    }

    /// @inheritdoc IConsentRegistry
    function keyCountAt(uint16 site, uint256 blockNumber) external view override returns (uint256 low) {
        _requireFinal(blockNumber);
        bytes32[] storage keys = _keys[site];
        uint256 high = keys.length;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (_registrations[site][keys[middle]] >> 32 <= blockNumber) low = middle + 1;
            else high = middle;
        }
    }

    /// @inheritdoc IConsentRegistry
    function keysOf(uint16 site, uint256 offset, uint256 limit) external view override returns (bytes32[] memory page) {
        bytes32[] storage keys = _keys[site];
        if (offset >= keys.length) return page;
        uint256 left = keys.length - offset;
        page = new bytes32[](limit < left ? limit : left);
        for (uint256 i = 0; i < page.length; ++i) page[i] = keys[offset + i];
    }

    /// @inheritdoc IConsentRegistry
    function registrationOf(
        uint16 site,
        bytes32 keyHash
    ) external view override returns (bool registered, uint32 index, uint40 blockNumber) {
        uint256 registration = _registrations[site][keyHash];
        if (registration == 0) return (false, 0, 0);
        return (true, uint32(registration) - 1, uint40(registration >> 32));
    }

    /// @dev Takes a grant, or says with an error's selector why not. Nothing is written before every check has passed.
    function _grant(
        GrantRequest calldata request,
        bytes32 keyHash,
        bytes calldata signer,
        bytes calldata signature
    ) private returns (bytes4) {
        (uint16 site, uint8 purpose) = (request.site, request.purpose);
        bytes32 scope = _scope(keyHash, site, purpose);
        uint256 word = _latest[scope];
        uint256 nonce = word.nonce();
        if (request.nonce != nonce) return ConsentNonceStale.selector;
        if (block.timestamp > request.deadline) return ConsentDeadlinePassed.selector;
        if (request.until <= request.from || request.until <= block.timestamp) return ConsentPeriodInvalid.selector;
        if (purpose == 0 || request.categories == 0) return ConsentScopeInvalid.selector;
        if (nonce == EpisodeWord.NONCE_MAX) return ConsentHistoryFull.selector;
        if (word.revocationBasis() == EpisodeWord.CLOSED_BY_SITE) return ConsentKeyRetired.selector;
        bool known = word != 0 || _registrations[site][keyHash] != 0;
        if (!known && (site > 255 || !consortium.knownSites().has(site))) return ConsentSiteUnknown.selector;
        bytes4 reason = _checkSignature(_grantDigest(request), signer, signature);
        if (reason != 0) return reason;

        if (!known) _register(site, keyHash);
        uint256 index = 0;
        if (word != 0) {
            index = word.index() + 1;
            _history[scope][index - 1] = word.isOpen()
                ? word.close(block.number, EpisodeWord.CLOSED_BY_NEXT_GRANT, 0)
                : word;
        }
        word = _episode(request, nonce + 1, index);
        _latest[scope] = word;
        emit ConsentGranted(keyHash, site, request.textDigest, word);
        return 0;
    }

    /// @dev Takes a revocation, or says with an error's selector why not.
    function _revoke(
        RevokeRequest memory request,
        bytes32 keyHash,
        bytes calldata signer,
        bytes calldata signature
    ) private returns (bytes4) {
        bytes32 scope = _scope(keyHash, request.site, request.purpose);
        uint256 word = _latest[scope];
        if (request.nonce != word.nonce()) return ConsentNonceStale.selector;
        if (block.timestamp > request.deadline) return ConsentDeadlinePassed.selector;
        if (!word.isOpen()) return ConsentNotActive.selector;
        bytes4 reason = _checkSignature(
            _hashTypedDataV4(keccak256(abi.encode(REVOKE_TYPEHASH, request))),
            signer,
            signature
        );
        if (reason != 0) return reason;
        // At the top of the nonce range a patient can still revoke; no further grant is taken then.
        word = word.close(
            block.number,
            EpisodeWord.CLOSED_BY_PATIENT,
            word.nonce() < EpisodeWord.NONCE_MAX ? 1 : 0
        );
        _latest[scope] = word;
        emit ConsentRevoked(keyHash, request.site, word);
        return 0;
    }

    /// @dev The EIP-712 digest of a grant. The caller has read, and so range-checked, every field of the calldata struct,
    ///      so its words are the fields' canonical encodings.
    function _grantDigest(GrantRequest calldata request) private view returns (bytes32) {
        bytes32 typeHash = GRANT_TYPEHASH;
        bytes32 structHash;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typeHash)
            calldatacopy(add(free, 0x20), request, 0x100)
            structHash := keccak256(free, 0x120)
        }
        return _hashTypedDataV4(structHash);
    }

    /// @dev The word of a new episode that begins in this block.
    function _episode(GrantRequest calldata request, uint256 nonce, uint256 index) private view returns (uint256) {
        return
            uint256(request.from) |
            (uint256(request.until) << 40) |
            (block.number << 80) |
            (uint256(request.categories) << 160) |
            (EpisodeWord.BASIS_PATIENT << 192) |
            (uint256(request.purpose) << 200) |
            (nonce << 208) |
            (index << 232);
    }

    function _register(uint16 site, bytes32 keyHash) private {
        bytes32[] storage keys = _keys[site];
        uint256 index = keys.length;
        keys.push(keyHash);
        _registrations[site][keyHash] = (index + 1) | (block.number << 32);
        emit PatientKeyRegistered(site, uint32(index), keyHash);
    }

    /// @dev Zero if the signature is the signer's over the digest, else the selector of the reason.
    function _checkSignature(
        bytes32 digest,
        bytes calldata signer,
        bytes calldata signature
    ) private view returns (bytes4) {
        if (signer.length < 20) return ConsentSignerInvalid.selector;
        address account = address(bytes20(signer));
        if (signer.length == 20) {
            // The account's code is asked only where its key has not signed: looking at it costs as much as the recovery.
            (address recovered, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(digest, signature);
            if (failure == ECDSA.RecoverError.NoError && recovered == account) return 0;
            if (account.code.length == 0) return ConsentSignatureInvalid.selector;
        } else if (!isVerifier[account]) {
            return ConsentVerifierUnknown.selector;
        }
        // An out-of-gas check must not pass for a wrong signature, so the whole call fails instead.
        uint256 needed = (SIGNATURE_GAS * 64) / 63 + 10_000;
        if (gasleft() < needed) revert ConsentGasTooLow(gasleft(), needed);
        try this.isValidContractSignature{gas: SIGNATURE_GAS}(signer, digest, signature) returns (bool valid) {
            return valid ? bytes4(0) : ConsentSignatureInvalid.selector;
        } catch {
            return ConsentSignatureInvalid.selector;
        }
    }

    /// @notice Whether an ERC-1271 account or an ERC-7913 verifier accepts the signature. Called by this contract itself, with bounded gas.
    function isValidContractSignature(
        bytes calldata signer,
        bytes32 digest,
        bytes calldata signature
    ) external view returns (bool) {
        return SignatureChecker.isValidSignatureNow(signer, digest, signature);
    }

    /// @dev Reverts with the error that `reason` stands for, with its arguments.
    function _refuse(
        bytes4 reason,
        GrantRequest memory request,
        bytes32 keyHash,
        bytes calldata signer
    ) private view {
        if (reason == ConsentNonceStale.selector) {
            uint256 expected = _latest[_scope(keyHash, request.site, request.purpose)].nonce();
            revert ConsentNonceStale(keyHash, uint64(expected), request.nonce);
        }
        if (reason == ConsentDeadlinePassed.selector) {
            revert ConsentDeadlinePassed(request.deadline, uint40(block.timestamp));
        }
        if (reason == ConsentPeriodInvalid.selector) revert ConsentPeriodInvalid(request.from, request.until);
        if (reason == ConsentScopeInvalid.selector) revert ConsentScopeInvalid(request.purpose, request.categories);
        if (reason == ConsentHistoryFull.selector) {
            revert ConsentHistoryFull(keyHash, request.site, request.purpose);
        }
        if (reason == ConsentKeyRetired.selector) revert ConsentKeyRetired(keyHash, request.site, request.purpose);
        if (reason == ConsentSiteUnknown.selector) revert ConsentSiteUnknown(request.site);
        if (reason == ConsentNotActive.selector) revert ConsentNotActive(keyHash, request.site, request.purpose);
        if (reason == ConsentSignerInvalid.selector) revert ConsentSignerInvalid(signer.length);
        if (reason == ConsentVerifierUnknown.selector) revert ConsentVerifierUnknown(address(bytes20(signer)));
        revert ConsentSignatureInvalid(keyHash);
    }

    /// @dev The steady word of the episode in force at the end of a block, 0 if none. Episodes are ordered by grant block and
    ///      each ends no later than the next begins, so only the newest one granted by then can be in force.
    function _wordAt(bytes32 scope, uint256 blockNumber) private view returns (uint256) {
        uint256 word = _latest[scope];
        if (word == 0) return 0;
        if (word.grantBlock() > blockNumber) {
            uint256 low = 0;
            uint256 high = word.index();
            while (low < high) {
                uint256 middle = (low + high) / 2;
                if (_history[scope][middle].grantBlock() <= blockNumber) low = middle + 1;
                else high = middle;
            }
            if (low == 0) return 0;
            word = _history[scope][low - 1];
        }
        return word.inForceAt(blockNumber) ? word.steady() : 0;
    }

    function _unpack(uint256 word) private pure returns (Episode memory) {
        return
            Episode(
                word.from(),
                word.until(),
                word.grantBlock(),
                word.revokeBlock(),
                word.categories(),
                word.basis(),
                word.revocationBasis()
            );
    }

    function _requireFinal(uint256 blockNumber) private view {
        if (blockNumber >= block.number) revert ConsentBlockNotFinal(blockNumber, block.number);
    }

    function _scope(bytes32 keyHash, uint16 site, uint8 purpose) private pure returns (bytes32 scope) {
        assembly ("memory-safe") {
            mstore(0x00, keyHash)
            mstore(0x20, or(shl(8, site), purpose))
            scope := keccak256(0x00, 0x40)
        }
    }
}
