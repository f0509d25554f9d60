// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ConsentSignatures} from "./ConsentSignatures.sol";
import {ConsentStore} from "./ConsentStore.sol";
import {IConsentRegistry} from "./interfaces/IConsentRegistry.sol";
import {IConsortium} from "./interfaces/IConsortium.sol";
import {ConsentHeader} from "./libraries/ConsentHeader.sol";
import {ConsentNonce} from "./libraries/ConsentNonce.sol";
import {EpisodeWord} from "./libraries/EpisodeWord.sol";
import {Registration} from "./libraries/Registration.sol";
import {Roles} from "./libraries/Roles.sol";
import {Membership} from "./Membership.sol";

/// @title Patients' consents, per (patient key, site, purpose), with their whole history
contract ConsentRegistry is ConsentStore, ConsentSignatures {
    using EpisodeWord for uint256;

    /// @notice Most studies that one consent may be limited to.
    uint256 public constant STUDIES_MAX = 32;

    /// @param consortium_ The consortium whose sites consents are for
    /// @param verifiers ERC-7913 verifiers whose keys may sign, for example for passkeys; may be empty
    constructor(
        IConsortium consortium_,
        address[] memory verifiers
    ) ConsentSignatures(verifiers) Membership(consortium_) {}

    /// @inheritdoc IConsentRegistry
    function grant(GrantRequest calldata request, bytes calldata signer, bytes calldata signature) external override {
        bytes32 keyHash = keccak256(signer);
        uint256 header = _headerOf(request, keyHash);
        bytes4 reason = _checkSignature(request.site, _grantDigest(request), signer, signature);
        if (reason == 0) reason = _grant(header, request.textDigest, keyHash, EpisodeWord.BASIS_PATIENT);
        if (reason != 0) _refuse(reason, header, keyHash, signer);
    }

    /// @inheritdoc IConsentRegistry
    function grantConsentCompact(CompactRequest calldata request) external override {
        (bytes4 reason, bytes32 keyHash) = _grantCompact(request);
        if (reason != 0) _refuse(reason, request.header, keyHash, "");
    }

    /// @inheritdoc IConsentRegistry
    function grantForStudies(
        GrantRequest calldata request,
        bytes32[] calldata studyDigests,
        bytes calldata signer,
        bytes calldata signature
    ) external override {
        if (studyDigests.length == 0 || studyDigests.length > STUDIES_MAX) {
            revert ConsentStudiesInvalid(studyDigests.length);
        }
        bytes32 keyHash = keccak256(signer);
        uint256 header = _headerOf(request, keyHash);
        bytes32 digest = _grantForStudiesDigest(request, studyDigests);
        bytes4 reason = _checkSignature(request.site, digest, signer, signature);
        uint256 basis = EpisodeWord.BASIS_PATIENT | EpisodeWord.LIMITED;
        if (reason == 0) reason = _grant(header, request.textDigest, keyHash, basis);
        if (reason != 0) _refuse(reason, header, keyHash, signer);
        bytes32 scope = _scope(keyHash, request.site, request.purpose, ConsentNonce.epoch(request.nonce));
        uint256 index = _latest(scope).index();
        for (uint256 i = 0; i < studyDigests.length; ++i) _listed[_listing(scope, index, studyDigests[i])] = true;
        emit ConsentLimited(keyHash, request.site, request.purpose, studyDigests);
    }

    /// @inheritdoc IConsentRegistry
    function grantAsGuardian(
        bytes32 keyHash,
        GrantRequest calldata request,
        bytes calldata signer,
        bytes calldata signature
    ) external override {
        _requireGuardian(keyHash, request.site, signer);
        uint256 header = _headerOf(request, keyHash);
        bytes4 reason = _checkSignature(request.site, _guardianGrantDigest(keyHash, request), signer, signature);
        if (reason == 0) reason = _grant(header, request.textDigest, keyHash, EpisodeWord.BASIS_GUARDIAN);
        if (reason != 0) _refuse(reason, header, keyHash, signer);
    }

    /// @inheritdoc IConsentRegistry
    function revoke(
        RevokeRequest calldata request,
        bytes calldata signer,
        bytes calldata signature
    ) external override {
        bytes32 keyHash = keccak256(signer);
        uint256 header = _headerOf(request, keyHash);
        bytes4 reason = _checkSignature(request.site, _revokeDigest(header), signer, signature);
        if (reason == 0) reason = _revoke(header, keyHash, EpisodeWord.CLOSED_BY_PATIENT);
        if (reason != 0) _refuse(reason, header, keyHash, signer);
    }

    /// @inheritdoc IConsentRegistry
    function closeConsentCompact(uint256 header, bytes32 r, bytes32 vs) external override {
        (bytes4 reason, bytes32 keyHash) = _revokeCompact(header, r, vs);
        if (reason != 0) _refuse(reason, header, keyHash, "");
    }

    /// @inheritdoc IConsentRegistry
    function revokeAsGuardian(
        bytes32 keyHash,
        RevokeRequest calldata request,
        bytes calldata signer,
        bytes calldata signature
    ) external override {
        _requireGuardian(keyHash, request.site, signer);
        uint256 header = _headerOf(request, keyHash);
        bytes4 reason = _checkSignature(request.site, _guardianRevokeDigest(keyHash, request), signer, signature);
        if (reason == 0) reason = _revoke(header, keyHash, EpisodeWord.CLOSED_BY_GUARDIAN);
        if (reason != 0) _refuse(reason, header, keyHash, signer);
    }

    /// @inheritdoc IConsentRegistry
    function revokeAll(
        RevokeAllRequest calldata request,
        bytes calldata signer,
        bytes calldata signature
    ) external override {
        bytes32 keyHash = keccak256(signer);
        uint16 site = request.site;
        bytes4 reason = _checkSignature(site, _revokeAllDigest(request), signer, signature);
        if (reason != 0) _refuse(reason, 0, keyHash, signer);
        bytes32 seat = _seat(keyHash, site);
        uint256 registration = _registration(seat);
        uint64 epoch = uint64(Registration.epoch(registration));
        if (request.nonce != epoch) revert ConsentNonceStale(keyHash, epoch, request.nonce);
        if (block.timestamp > request.deadline) {
            revert ConsentDeadlinePassed(request.deadline, uint40(block.timestamp));
        }
        if (registration == 0) revert ConsentKeyUnknown(keyHash, site);
        _endEpoch(seat, keyHash, site, EpisodeWord.CLOSED_BY_PATIENT, 0, 0);
    }

    /// @inheritdoc IConsentRegistry
    function submitBatch(Request[] calldata requests) external override returns (uint256 accepted) {
        for (uint256 i = 0; i < requests.length; ++i) {
            (bytes4 reason, bytes32 keyHash) = _take(requests[i]);
            if (reason == 0) ++accepted;
            else emit ConsentRejected(i, keyHash, reason);
        }
    }

    /// @inheritdoc IConsentRegistry
    function relayConsentsCompact(CompactRequest[] calldata requests) external override returns (uint256 accepted) {
        for (uint256 i = 0; i < requests.length; ++i) {
            CompactRequest calldata item = requests[i];
            (bytes4 reason, bytes32 keyHash) = ConsentHeader.isRevocation(item.header)
                ? _revokeCompact(item.header, item.r, item.vs)
                : _grantCompact(item);
            if (reason == 0) ++accepted;
            else emit ConsentRejected(i, keyHash, reason);
        }
    }

    /// @inheritdoc IConsentRegistry
    function enrolGuardian(bytes32 keyHash, bytes32 guardianKeyHash, bytes32 evidenceDigest) external override {
        uint16 site = _callerWithRole(Roles.SITE);
        if (evidenceDigest == 0) revert ConsentEvidenceMissing();
        bytes32 seat = _seat(keyHash, site);
        if (_registration(seat) & Registration.SPEAKS != 0) revert ConsentKeySpeaks(keyHash, site);
        _guardians[seat] = guardianKeyHash;
        emit GuardianEnrolled(keyHash, site, guardianKeyHash, evidenceDigest);
    }

    /// @inheritdoc IConsentRegistry
    function attestConsents(Attested[] calldata consents) external override {
        uint16 site = _callerWithRole(Roles.SITE);
        for (uint256 i = 0; i < consents.length; ++i) {
            Attested calldata consent = consents[i];
            if (consent.evidenceDigest == 0) revert ConsentEvidenceMissing();
            if (consent.basis != EpisodeWord.BASIS_PAPER && consent.basis != EpisodeWord.BASIS_WAIVER) {
                revert ConsentBasisInvalid(consent.basis);
            }
            bytes32 keyHash = consent.keyHash;
            // Asked here for every purpose: _grant asks the register only about the first episode of one.
            if (_registration(_seat(keyHash, site)) & Registration.SPEAKS != 0) revert ConsentKeySpeaks(keyHash, site);
            uint256 header = ConsentHeader.pack(
                site,
                consent.purpose,
                consent.categories,
                consent.from,
                consent.until,
                _nextNonce(keyHash, site, consent.purpose),
                type(uint40).max
            );
            bytes4 reason = _grant(header, consent.evidenceDigest, keyHash, consent.basis);
            if (reason != 0) _refuse(reason, header, keyHash, "");
        }
    }

    /// @inheritdoc IConsentRegistry
    function revokeForPatient(bytes32 keyHash, uint8 purpose, bytes32 evidenceDigest) external override {
        uint16 site = _callerWithRole(Roles.SITE);
        if (evidenceDigest == 0) revert ConsentEvidenceMissing();
        bytes32 seat = _seat(keyHash, site);
        uint256 registration = _registration(seat);
        bytes32 scope = _scope(keyHash, site, purpose, Registration.epoch(registration));
        uint256 word = _latest(scope);
        if (!word.isOpen()) revert ConsentNotActive(keyHash, site, purpose);
        // What the lost key signed before must not be relayed afterwards. At the top the retired key is barred anyway.
        word = word.close(block.number, EpisodeWord.CLOSED_BY_SITE, word.nonce() < EpisodeWord.NONCE_MAX ? 1 : 0);
        _setLatest(scope, word);
        // A key barred for one purpose must not clear that by revoking everything: from the next epoch on it is barred for all.
        if (word.isPatients()) _setRegistration(seat, registration | Registration.BARRED);
        emit ConsentRevokedBySite(keyHash, site, word, evidenceDigest);
    }

    /// @inheritdoc IConsentRegistry
    function retireKey(bytes32 keyHash, bytes32 evidenceDigest) external override {
        uint16 site = _callerWithRole(Roles.SITE);
        if (evidenceDigest == 0) revert ConsentEvidenceMissing();
        bytes32 seat = _seat(keyHash, site);
        if (_registration(seat) == 0) revert ConsentKeyUnknown(keyHash, site);
        _endEpoch(seat, keyHash, site, EpisodeWord.CLOSED_BY_SITE, Registration.RETIRED, evidenceDigest);
    }

    function _take(Request calldata item) private returns (bytes4 reason, bytes32 keyHash) {
        GrantRequest calldata terms = item.terms;
        keyHash = keccak256(item.signer);
        if (terms.site > type(uint8).max) return (ConsentSiteUnknown.selector, keyHash);
        if (terms.nonce > type(uint40).max) return (ConsentNonceStale.selector, keyHash);
        uint256 header = _pack(terms);
        bytes32 digest = item.revocation ? _revokeDigest(header) : _grantDigest(terms);
        reason = _checkSignature(terms.site, digest, item.signer, item.signature);
        if (reason != 0) return (reason, keyHash);
        reason = item.revocation
            ? _revoke(header, keyHash, EpisodeWord.CLOSED_BY_PATIENT)
            : _grant(header, terms.textDigest, keyHash, EpisodeWord.BASIS_PATIENT);
    }

    function _grantCompact(CompactRequest calldata request) private returns (bytes4, bytes32) {
        uint256 header = request.header;
        bytes32 digest = _compactGrantDigest(header, request.textDigest);
        (bytes32 keyHash, bool valid) = _recoverKey(header, digest, request.r, request.vs);
        if (!valid) return (ConsentSignatureInvalid.selector, keyHash);
        return (_grant(header, request.textDigest, keyHash, EpisodeWord.BASIS_PATIENT), keyHash);
    }

    function _revokeCompact(uint256 header, bytes32 r, bytes32 vs) private returns (bytes4, bytes32) {
        (bytes32 keyHash, bool valid) = _recoverKey(header, _revokeDigest(header), r, vs);
        if (!valid) return (ConsentSignatureInvalid.selector, keyHash);
        return (_revoke(header, keyHash, EpisodeWord.CLOSED_BY_PATIENT), keyHash);
    }

    /// @dev Takes a grant whose signature has been judged, or says with an error's selector why not. Nothing is written
    ///      before every check has passed. In epoch 0 the register is not asked about a key that has an episode here or signed
    ///      that it is registered: if the epoch has ended meanwhile, the grant lands in the ended one and has no force. Whoever
    ///      consents for another has been held to the register by the caller.
    function _grant(uint256 header, bytes32 textDigest, bytes32 keyHash, uint256 basis) private returns (bytes4) {
        uint256 nonce = ConsentHeader.nonce(header);
        uint256 epoch = ConsentNonce.epoch(nonce);
        bytes32 scope = _scope(keyHash, ConsentHeader.site(header), ConsentHeader.purpose(header), epoch);
        uint256 word = _latest(scope);
        if (ConsentNonce.counter(nonce) != word.nonce()) return ConsentNonceStale.selector;
        if (block.timestamp > ConsentHeader.deadline(header)) return ConsentDeadlinePassed.selector;
        uint256 until = ConsentHeader.until(header);
        if (until <= ConsentHeader.from(header) || until <= block.timestamp) return ConsentPeriodInvalid.selector;
        if (ConsentHeader.purpose(header) == 0 || ConsentHeader.categories(header) == 0) {
            return ConsentScopeInvalid.selector;
        }
        bool bySelf = basis & 7 == EpisodeWord.BASIS_PATIENT;
        if (word == 0 ? nonce != ConsentNonce.KNOWN || !bySelf : epoch != 0) {
            bytes4 reason = _admit(header, keyHash, epoch, basis);
            if (reason != 0) return reason;
        }
        uint256 counters = (1 << 208) | (epoch << 248);
        if (word != 0) {
            if (word.isFull()) return ConsentHistoryFull.selector;
            if (word.isPatients()) {
                if (!bySelf) return ConsentKeySpeaks.selector;
                if (word.revocationBasis() == EpisodeWord.CLOSED_BY_SITE) return ConsentKeyRetired.selector;
            } else if (bySelf) {
                _speak(_seat(keyHash, ConsentHeader.site(header)));
            }
            _history[scope][word.index()] = word.isOpen()
                ? word.close(block.number, EpisodeWord.CLOSED_BY_NEXT_GRANT, 0)
                : word;
            counters = word.nextCounters();
        }
        word = ConsentHeader.terms(header) | (block.number << 80) | (basis << 192) | counters;
        _setLatest(scope, word);
        emit ConsentGranted(keyHash, ConsentHeader.site(header), textDigest, word);
        return 0;
    }

    /// @dev Asks the register whether the key may consent in this epoch, or somebody else for it; registers it where it is new.
    function _admit(uint256 header, bytes32 keyHash, uint256 epoch, uint256 basis) private returns (bytes4) {
        uint16 site = ConsentHeader.site(header);
        bytes32 seat = _seat(keyHash, site);
        uint256 registration = _registration(seat);
        if (epoch != Registration.epoch(registration)) return ConsentNonceStale.selector;
        if (epoch != 0 && registration & Registration.RETIRED != 0) return ConsentKeyRetired.selector;
        bool bySelf = basis & 7 == EpisodeWord.BASIS_PATIENT;
        if (registration == 0) {
            bool registered = _register(seat, keyHash, site, bySelf ? Registration.SPEAKS : 0);
            return registered ? bytes4(0) : ConsentSiteUnknown.selector;
        }
        if (registration & Registration.SPEAKS != 0) return bySelf ? bytes4(0) : ConsentKeySpeaks.selector;
        if (bySelf) _setRegistration(seat, registration | Registration.SPEAKS);
        return 0;
    }

    /// @dev Notes that a key which others consented for has signed for itself.
    function _speak(bytes32 seat) private {
        uint256 registration = _registration(seat);
        if (registration & Registration.SPEAKS == 0) _setRegistration(seat, registration | Registration.SPEAKS);
    }

    /// @dev Takes a revocation whose signature has been judged, or says with an error's selector why not. In epoch 0 the
    ///      register is not asked: in an ended epoch nothing is in force anyway.
    function _revoke(uint256 header, bytes32 keyHash, uint256 by) private returns (bytes4) {
        uint256 nonce = ConsentHeader.nonce(header);
        uint256 epoch = ConsentNonce.epoch(nonce);
        uint16 site = ConsentHeader.site(header);
        bytes32 scope = _scope(keyHash, site, ConsentHeader.purpose(header), epoch);
        uint256 word = _latest(scope);
        if (nonce != (epoch << 24) | word.nonce()) return ConsentNonceStale.selector;
        if (epoch != 0 && epoch != Registration.epoch(_registration(_seat(keyHash, site)))) {
            return ConsentNonceStale.selector;
        }
        if (block.timestamp > ConsentHeader.deadline(header)) return ConsentDeadlinePassed.selector;
        if (!word.isOpen()) return ConsentNotActive.selector;
        // At the top of the nonce range a patient can still revoke; no further grant is taken then.
        word = word.close(block.number, by, word.nonce() < EpisodeWord.NONCE_MAX ? 1 : 0);
        _setLatest(scope, word);
        emit ConsentRevoked(keyHash, site, word);
        return 0;
    }

    /// @dev Reverts unless the signer is the patient's guardian at the site and the patient's own key has never signed.
    function _requireGuardian(bytes32 keyHash, uint16 site, bytes calldata signer) private view {
        bytes32 seat = _seat(keyHash, site);
        if (_registration(seat) & Registration.SPEAKS != 0) revert ConsentKeySpeaks(keyHash, site);
        bytes32 guardianKeyHash = keccak256(signer);
        if (_guardians[seat] != guardianKeyHash) revert ConsentGuardianUnknown(keyHash, site, guardianKeyHash);
    }

    /// @dev The header of a grant; reverts where site or nonce do not fit into it.
    function _headerOf(GrantRequest calldata request, bytes32 keyHash) private view returns (uint256) {
        _requireFits(keyHash, request.site, request.purpose, request.nonce);
        return _pack(request);
    }

    /// @dev The header of a revocation; reverts where site or nonce do not fit into it.
    function _headerOf(RevokeRequest calldata request, bytes32 keyHash) private view returns (uint256) {
        _requireFits(keyHash, request.site, request.purpose, request.nonce);
        return ConsentHeader.pack(request.site, request.purpose, 0, 0, 0, request.nonce, request.deadline);
    }

    function _requireFits(bytes32 keyHash, uint16 site, uint8 purpose, uint64 nonce) private view {
        if (site > type(uint8).max) revert ConsentSiteUnknown(site);
        if (nonce > type(uint40).max) revert ConsentNonceStale(keyHash, _nextNonce(keyHash, site, purpose), nonce);
    }

    function _pack(GrantRequest calldata request) private pure returns (uint256) {
        return
            ConsentHeader.pack(
                request.site,
                request.purpose,
                request.categories,
                request.from,
                request.until,
                request.nonce,
                request.deadline
            );
    }

    /// @dev Reverts with the error that `reason` stands for, with its arguments.
    function _refuse(bytes4 reason, uint256 header, bytes32 keyHash, bytes memory signer) private view {
        (uint16 site, uint8 purpose) = (ConsentHeader.site(header), ConsentHeader.purpose(header));
        if (reason == ConsentNonceStale.selector) {
            revert ConsentNonceStale(keyHash, _nextNonce(keyHash, site, purpose), ConsentHeader.nonce(header));
        }
        if (reason == ConsentDeadlinePassed.selector) {
            revert ConsentDeadlinePassed(ConsentHeader.deadline(header), uint40(block.timestamp));
        }
        if (reason == ConsentPeriodInvalid.selector) revert ConsentPeriodInvalid(ConsentHeader.from(header), ConsentHeader.until(header));
        if (reason == ConsentScopeInvalid.selector) revert ConsentScopeInvalid(purpose, ConsentHeader.categories(header));
        if (reason == ConsentHistoryFull.selector) revert ConsentHistoryFull(keyHash, site, purpose);
        if (reason == ConsentKeyRetired.selector) revert ConsentKeyRetired(keyHash, site, purpose);
        if (reason == ConsentKeySpeaks.selector) revert ConsentKeySpeaks(keyHash, site);
        if (reason == ConsentSiteUnknown.selector) revert ConsentSiteUnknown(site);
        if (reason == ConsentNotActive.selector) revert ConsentNotActive(keyHash, site, purpose);
        if (reason == ConsentSignerInvalid.selector) revert ConsentSignerInvalid(signer.length);
        if (reason == ConsentVerifierUnknown.selector) revert ConsentVerifierUnknown(address(bytes20(signer)));
        revert ConsentSignatureInvalid(keyHash);
    }
}
