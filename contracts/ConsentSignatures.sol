// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {IConsentRegistry} from "./interfaces/IConsentRegistry.sol";
import {ISignerCheck} from "./interfaces/ISignerCheck.sol";
import {ISiteSignatureVerifier} from "./interfaces/ISiteSignatureVerifier.sol";
import {ConsentHeader} from "./libraries/ConsentHeader.sol";

/// @title What patients and guardians sign, and whether they did
abstract contract ConsentSignatures is IConsentRegistry, ISignerCheck, EIP712 {

    /// @notice Gas that a contract's signature check gets, so that no signer can starve the rest of a batch.
    uint256 public constant SIGNATURE_GAS = 500_000;

    bytes32 private constant GRANT_TYPEHASH =
        keccak256(
            "GrantRequest(uint16 site,uint8 purpose,uint32 categories,uint40 from,uint40 until,bytes32 textDigest,uint64 nonce,uint40 deadline)"
        );
    bytes32 private constant GRANT_FOR_STUDIES_TYPEHASH =
        keccak256(
            "GrantForStudiesRequest(uint16 site,uint8 purpose,uint32 categories,uint40 from,uint40 until,bytes32 textDigest,uint64 nonce,uint40 deadline,bytes32[] studyDigests)"
        );
    bytes32 private constant GUARDIAN_GRANT_TYPEHASH =
        keccak256(
            "GuardianGrantRequest(bytes32 keyHash,uint16 site,uint8 purpose,uint32 categories,uint40 from,uint40 until,bytes32 textDigest,uint64 nonce,uint40 deadline)"
        );
    bytes32 private constant REVOKE_TYPEHASH =
        keccak256("RevokeRequest(uint16 site,uint8 purpose,uint64 nonce,uint40 deadline)");
    bytes32 private constant GUARDIAN_REVOKE_TYPEHASH =
        keccak256("GuardianRevokeRequest(bytes32 keyHash,uint16 site,uint8 purpose,uint64 nonce,uint40 deadline)");
    bytes32 private constant REVOKE_ALL_TYPEHASH =
        keccak256("RevokeAllRequest(uint16 site,uint64 nonce,uint40 deadline)");

    /// @dev Half the order of secp256k1: a higher s would be a second signature of the same request.
    uint256 private constant HALF_ORDER = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    uint256 private constant PLAIN = 1;
    uint256 private constant SITE_BOUND = 2;

    mapping(address verifier => uint256 kind) private _verifiers;

    /// @param verifiers ERC-7913 verifiers whose keys may sign; those with ISiteSignatureVerifier are told the site
    constructor(address[] memory verifiers) EIP712("Consilium Consent", "1") {
        for (uint256 i = 0; i < verifiers.length; ++i) {
            bool siteBound = ERC165Checker.supportsInterface(verifiers[i], type(ISiteSignatureVerifier).interfaceId);
            _verifiers[verifiers[i]] = siteBound ? SITE_BOUND : PLAIN;
        }
    }

    /// @inheritdoc IConsentRegistry
    function isVerifier(address verifier) external view override returns (bool) {
        return _verifiers[verifier] != 0;
    }

    /// @inheritdoc ISignerCheck
    /// @dev Called by this contract itself too, with bounded gas.
    function isSignedBy(
        uint16 site,
        bytes calldata signer,
        bytes32 digest,
        bytes calldata signature
    ) external view override returns (bool) {
        if (signer.length == 20) return SignatureChecker.isValidSignatureNow(signer, digest, signature);
        if (signer.length < 20) return false;
        address verifier = address(bytes20(signer));
        uint256 kind = _verifiers[verifier];
        if (kind == PLAIN) return SignatureChecker.isValidSignatureNow(signer, digest, signature);
        return
            kind == SITE_BOUND &&
            ISiteSignatureVerifier(verifier).verifyForSite(site, signer[20:], digest, signature) ==
            ISiteSignatureVerifier.verifyForSite.selector;
    }

    function _grantDigest(GrantRequest calldata request) internal view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(GRANT_TYPEHASH, request)));
    }

    function _compactGrantDigest(uint256 header, bytes32 textDigest) internal view returns (bytes32) {
        bytes32 typeHash = GRANT_TYPEHASH;
        bytes32 structHash;
        assembly ("memory-safe") {
            // abi.encode of the nine words, without its checks
            let free := mload(0x40)
            mstore(free, typeHash)
            mstore(add(free, 0x20), and(shr(192, header), 0xff))
            mstore(add(free, 0x40), and(shr(200, header), 0xff))
            mstore(add(free, 0x60), and(shr(160, header), 0xffffffff))
            mstore(add(free, 0x80), and(header, 0xffffffffff))
            mstore(add(free, 0xa0), and(shr(40, header), 0xffffffffff))
            mstore(add(free, 0xc0), textDigest)
            mstore(add(free, 0xe0), and(shr(120, header), 0xffffffffff))
            mstore(add(free, 0x100), and(shr(80, header), 0xffffffffff))
            structHash := keccak256(free, 0x120)
        }
        return _hashTypedDataV4(structHash);
    }

    function _grantForStudiesDigest(
        GrantRequest calldata request,
        bytes32[] calldata studyDigests
    ) internal view returns (bytes32) {
        bytes32 listHash = keccak256(abi.encodePacked(studyDigests));
        return _hashTypedDataV4(keccak256(abi.encode(GRANT_FOR_STUDIES_TYPEHASH, request, listHash)));
    }

    function _guardianGrantDigest(bytes32 keyHash, GrantRequest calldata request) internal view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(GUARDIAN_GRANT_TYPEHASH, keyHash, request)));
    }

    function _revokeDigest(uint256 header) internal view returns (bytes32) {
        return
            _hashTypedDataV4(
                keccak256(
                    abi.encode(REVOKE_TYPEHASH, ConsentHeader.site(header), ConsentHeader.purpose(header), ConsentHeader.nonce(header), ConsentHeader.deadline(header))
                )
            );
    }

    function _guardianRevokeDigest(bytes32 keyHash, RevokeRequest calldata request) internal view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(GUARDIAN_REVOKE_TYPEHASH, keyHash, request)));
    }

    function _revokeAllDigest(RevokeAllRequest calldata request) internal view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(REVOKE_ALL_TYPEHASH, request)));
    }

    /// @dev Zero if the signature is the signer's over the digest, else the selector of the reason.
    function _checkSignature(
        uint16 site,
        bytes32 digest,
        bytes calldata signer,
        bytes calldata signature
    ) internal view returns (bytes4) {
        if (signer.length < 20) return ConsentSignerInvalid.selector;
        address account = address(bytes20(signer));
        if (signer.length == 20) {
            // The account's code is asked only where its key has not signed: looking at it costs as much as the recovery.
            (address recovered, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(digest, signature);
            if (failure == ECDSA.RecoverError.NoError && recovered == account) return 0;
            if (account.code.length == 0) return ConsentSignatureInvalid.selector;
        } else if (_verifiers[account] == 0) {
            return ConsentVerifierUnknown.selector;
        }
        // An out-of-gas check must not pass for a wrong signature, so the whole call fails instead.
        uint256 needed = (SIGNATURE_GAS * 64) / 63 + 10_000;
        if (gasleft() < needed) revert ConsentGasTooLow(gasleft(), needed);
        try this.isSignedBy{gas: SIGNATURE_GAS}(site, signer, digest, signature) returns (bool valid) {
            return valid ? bytes4(0) : ConsentSignatureInvalid.selector;
        } catch {
            return ConsentSignatureInvalid.selector;
        }
    }

    /// @dev The hash of the key that made a compact signature (ERC-2098, s in the lower half), and whether the header's tag is
    ///      that key's.
    function _recoverKey(
        uint256 header,
        bytes32 digest,
        bytes32 r,
        bytes32 vs
    ) internal pure returns (bytes32 keyHash, bool valid) {
        bytes32 s = vs & bytes32(uint256(type(int256).max));
        address account = ecrecover(digest, uint8(uint256(vs) >> 255) + 27, r, s);
        assembly ("memory-safe") {
            mstore(0x00, shl(96, account))
            keyHash := keccak256(0x00, 20)
        }
        valid = account != address(0) && uint256(s) <= HALF_ORDER && ConsentHeader.isOf(header, keyHash);
    }
}
