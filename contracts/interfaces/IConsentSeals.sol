// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Many consents of a site sealed under one Merkle root, revocable one by one for good
/// @notice Each patient keeps a receipt: the leaf's terms, its salt and its proof. The chain shows a root and a padded size, so
///         nobody learns how many consents there are or whose.
interface IConsentSeals {
    /// @notice A sealed consent, as its patient's receipt has it. Its hash is keccak256(keccak256(abi.encode(leaf))).
    /// @param index Its place in the revocation bitmap, shuffled by the site
    /// @param keyHash keccak256 of the ERC-7913 signer that may revoke it: the patient's key, or one made for the receipt
    /// @param basis 1 = signed by the patient, 2 = by a guardian, 3 = on paper, 4 = an ethics waiver
    /// @param textDigest SHA-256 of the text shown, or of the evidence
    /// @param salt 256 random bits
    struct Leaf {
        uint16 site;
        uint32 index;
        bytes32 keyHash;
        uint8 basis;
        uint8 purpose;
        uint32 categories;
        uint40 from;
        uint40 until;
        bytes32 textDigest;
        bytes32 salt;
    }

    /// @notice A seal as stored; `size` is a power of two that the consents were padded to.
    struct Seal {
        bytes32 root;
        uint16 site;
        uint32 size;
        uint40 sealedBlock;
    }

    /// @notice Bits to set in one word of a seal's bitmap.
    struct Revocation {
        uint32 word;
        uint256 bits;
    }

    /// @notice A site sealed consents.
    event ConsentsSealed(
        uint32 indexed sealId,
        uint16 indexed site,
        bytes32 root,
        uint32 size,
        bytes32 evidenceDigest
    );
    /// @notice Consents of a seal were revoked: those of the bits newly set in the word.
    event SealedConsentsRevoked(uint32 indexed sealId, uint32 word, uint256 bits, bool byPatient);

    /// @notice No such seal.
    error SealUnknown(uint32 sealId);
    /// @notice A seal has a root and evidence, and its size is a power of two up to 2^24.
    error SealInvalid(bytes32 root, uint32 size, bytes32 evidenceDigest);
    /// @notice The seal is another site's.
    error SealNotYours(uint32 sealId, uint16 site, uint16 caller);
    /// @notice The index or word is beyond the seal's size.
    error SealIndexInvalid(uint32 sealId, uint256 index);
    /// @notice The leaf with this proof is not under the seal's root.
    error SealProofInvalid(uint32 sealId, uint32 index);
    /// @notice The consent is revoked already.
    error SealedAlreadyRevoked(uint32 sealId, uint32 index);
    /// @notice The request's deadline has passed.
    error SealedDeadlinePassed(uint40 deadline, uint40 timestamp);
    /// @notice The signature is not by the key of the leaf over this request.
    error SealedSignatureInvalid(uint32 sealId, uint32 index);

    /// @notice Seals consents under a root. Active sites only.
    /// @param size Number of leaves with padding
    /// @param evidenceDigest SHA-256 of the site's own register of what it sealed
    function sealConsents(bytes32 root, uint32 size, bytes32 evidenceDigest) external returns (uint32 sealId);

    /// @notice Revokes sealed consents; no bit is ever cleared. The sealing site only.
    function revokeSealed(uint32 sealId, Revocation[] calldata revocations) external;

    /// @notice Revokes one sealed consent with its receipt and the signature of its key. Any relayer; the site has no say.
    /// @param signature The signer's over the EIP-712 `RevokeSealedRequest(uint32 sealId,uint32 index,uint40 deadline)`
    function forceRevocation(
        uint32 sealId,
        Leaf calldata leaf,
        bytes32[] calldata proof,
        uint40 deadline,
        bytes calldata signer,
        bytes calldata signature
    ) external;

    /// @notice Number of seals.
    function sealCount() external view returns (uint32);

    /// @notice A seal; ids run from 1.
    function sealAt(uint32 sealId) external view returns (Seal memory);

    /// @notice The revocation bitmap's words from `offset` on, at most `limit`.
    function revokedWords(uint32 sealId, uint32 offset, uint32 limit) external view returns (uint256[] memory words);

    /// @notice Whether a leaf with this proof is under the seal's root and not revoked. Its period is for the caller.
    function isSealed(uint32 sealId, Leaf calldata leaf, bytes32[] calldata proof) external view returns (bool);
}
