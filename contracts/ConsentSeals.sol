// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IConsentSeals} from "./interfaces/IConsentSeals.sol";
import {IConsortium} from "./interfaces/IConsortium.sol";
import {ISignerCheck} from "./interfaces/ISignerCheck.sol";
import {Roles} from "./libraries/Roles.sol";
import {Membership} from "./Membership.sol";

/// @title Many consents of a site sealed under one Merkle root, revocable one by one for good
contract ConsentSeals is IConsentSeals, EIP712, Membership {
    /// @notice Most leaves of a seal.
    uint32 public constant SIZE_MAX = 1 << 24;

    bytes32 private constant REVOKE_TYPEHASH =
        keccak256("RevokeSealedRequest(uint32 sealId,uint32 index,uint40 deadline)");

    /// @notice Who judges the signatures of patients' keys: the consent registry.
    ISignerCheck public immutable signerCheck;

    Seal[] private _seals;
    mapping(uint32 sealId => mapping(uint256 word => uint256 bits)) private _revoked;

    /// @param consortium_ The consortium whose sites seal
    /// @param signerCheck_ The consent registry, which knows the allowed verifiers
    constructor(
        IConsortium consortium_,
        ISignerCheck signerCheck_
    ) EIP712("Consilium Seals", "1") Membership(consortium_) {
        signerCheck = signerCheck_;
    }

    /// @inheritdoc IConsentSeals
    function sealConsents(
        bytes32 root,
        uint32 size,
        bytes32 evidenceDigest
    ) external override returns (uint32 sealId) {
        uint16 site = _callerWithRole(Roles.SITE);
        if (root == 0 || size == 0 || size > SIZE_MAX || size & (size - 1) != 0 || evidenceDigest == 0) {
            revert SealInvalid(root, size, evidenceDigest);
        }
        _seals.push(Seal(root, site, size, uint40(block.number)));
        sealId = uint32(_seals.length);
        emit ConsentsSealed(sealId, site, root, size, evidenceDigest);
    }

    /// @inheritdoc IConsentSeals
    function revokeSealed(uint32 sealId, Revocation[] calldata revocations) external override {
        uint16 caller = _callerWithRole(Roles.SITE);
        Seal storage stored = _seal(sealId);
        if (stored.site != caller) revert SealNotYours(sealId, stored.site, caller);
        uint256 size = stored.size;
        for (uint256 i = 0; i < revocations.length; ++i) {
            (uint32 word, uint256 bits) = (revocations[i].word, revocations[i].bits);
            uint256 first = uint256(word) << 8;
            if (first >= size) revert SealIndexInvalid(sealId, first);
            if (size < 256 && bits >> size != 0) revert SealIndexInvalid(sealId, size);
            _revoke(sealId, word, bits, false);
        }
    }

    /// @inheritdoc IConsentSeals
    function forceRevocation(
        uint32 sealId,
        Leaf calldata leaf,
        bytes32[] calldata proof,
        uint40 deadline,
        bytes calldata signer,
        bytes calldata signature
    ) external override {
        if (!_isUnder(_seal(sealId), leaf, proof)) revert SealProofInvalid(sealId, leaf.index);
        if (block.timestamp > deadline) revert SealedDeadlinePassed(deadline, uint40(block.timestamp));
        if (_isRevoked(sealId, leaf.index)) revert SealedAlreadyRevoked(sealId, leaf.index);
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(REVOKE_TYPEHASH, sealId, leaf.index, deadline)));
        if (
            keccak256(signer) != leaf.keyHash || !signerCheck.isSignedBy(leaf.site, signer, digest, signature)
        ) revert SealedSignatureInvalid(sealId, leaf.index);
        _revoke(sealId, leaf.index >> 8, 1 << (leaf.index & 0xff), true);
    }

    /// @inheritdoc IConsentSeals
    function sealCount() external view override returns (uint32) {
        return uint32(_seals.length);
    }

    /// @inheritdoc IConsentSeals
    function sealAt(uint32 sealId) external view override returns (Seal memory) {
        return _seal(sealId);
    }

    /// @inheritdoc IConsentSeals
    function revokedWords(
        uint32 sealId,
        uint32 offset,
        uint32 limit
    ) external view override returns (uint256[] memory words) {
        uint256 total = (uint256(_seal(sealId).size) + 255) >> 8;
        if (offset >= total) return words;
        uint256 left = total - offset;
        words = new uint256[](limit < left ? limit : left);
        for (uint256 i = 0; i < words.length; ++i) words[i] = _revoked[sealId][offset + i];
    }

    /// @inheritdoc IConsentSeals
    function isSealed(
        uint32 sealId,
        Leaf calldata leaf,
        bytes32[] calldata proof
    ) external view override returns (bool) {
        return _isUnder(_seal(sealId), leaf, proof) && !_isRevoked(sealId, leaf.index);
    }

    /// @dev Only bits that were not set are told, so that the events of a seal sum to its bitmap.
    function _revoke(uint32 sealId, uint32 word, uint256 bits, bool byPatient) private {
        uint256 before = _revoked[sealId][word];
        uint256 added = bits & ~before;
        if (added == 0) return;
        _revoked[sealId][word] = before | added;
        emit SealedConsentsRevoked(sealId, word, added, byPatient);
    }

    function _isRevoked(uint32 sealId, uint32 index) private view returns (bool) {
        return (_revoked[sealId][index >> 8] >> (index & 0xff)) & 1 == 1;
    }

    /// @dev A leaf is hashed twice, so that no inner node passes for one.
    function _isUnder(Seal storage stored, Leaf calldata leaf, bytes32[] calldata proof) private view returns (bool) {
        if (leaf.site != stored.site || leaf.index >= stored.size) return false;
        bytes32 leafHash = keccak256(bytes.concat(keccak256(abi.encode(leaf))));
        return MerkleProof.verifyCalldata(proof, stored.root, leafHash);
    }

    function _seal(uint32 sealId) private view returns (Seal storage) {
        if (sealId == 0 || sealId > _seals.length) revert SealUnknown(sealId);
        return _seals[sealId - 1];
    }
}
