// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Patients' consents, per (patient key, site, purpose), with their whole history
/// @notice A patient signs; anyone relays. Storage holds only the hash of the patient's key, and a patient uses another key at every site.
///         The site itself acts only for patients without a key: on paper or an ethics waiver, always with a digest of its evidence.
/// @dev An episode is one word: from | until << 40 | grantBlock << 80 | revokeBlock << 120 | categories << 160 | basis << 192
///      | limited << 195 | revocationBasis << 196 | purpose << 200 | nonce << 208 | episode index << 232 | epoch << 248. Revoking all
///      consents of a key at a site begins a new epoch there, in which every purpose starts afresh. A request of epoch 0 that
///      arrives after it is written down, but has no force: read an event's episode with its epoch.
interface IConsentRegistry {
    /// @notice A consent as the patient signs it (EIP-712).
    /// @param site Index of the member it is for
    /// @param purpose Number of the GA4GH DUO code, from 1
    /// @param categories Data categories, one bit each
    /// @param from, until Unix seconds between which the consent holds
    /// @param textDigest SHA-256 of the text that the patient was shown
    /// @param nonce The next nonce for (key, site, purpose) as nextNonce gives it: requests taken in the epoch | epoch << 24
    ///        | 1 << 39 where the key is registered and signs its first request for the purpose (that bit may be left out)
    /// @param deadline Unix seconds until which the request may be relayed
    struct GrantRequest {
        uint16 site;
        uint8 purpose;
        uint32 categories;
        uint40 from;
        uint40 until;
        bytes32 textDigest;
        uint64 nonce;
        uint40 deadline;
    }

    /// @notice A revocation as the patient signs it (EIP-712).
    struct RevokeRequest {
        uint16 site;
        uint8 purpose;
        uint64 nonce;
        uint40 deadline;
    }

    /// @notice One item of a batch: a grant, or a revocation that reads site, purpose, nonce and deadline only.
    struct Request {
        bool revocation;
        GrantRequest terms;
        bytes signer;
        bytes signature;
    }

    /// @notice A revocation of everything the key consented to at a site. `nonce` is the key's epoch there.
    struct RevokeAllRequest {
        uint16 site;
        uint64 nonce;
        uint40 deadline;
    }

    /// @notice A request of a plain account's key in 128 bytes, the cheapest form. The signature is over the same EIP-712 digest.
    /// @param header from | until << 40 | deadline << 80 | nonce << 120 | categories << 160 | site << 192 | purpose << 200 | tag << 208,
    ///        the tag being the first 6 bytes of the key hash; without period and categories it is a revocation
    /// @param textDigest SHA-256 of the text that the patient was shown; not read for a revocation
    /// @param r, vs The signature as in ERC-2098
    struct CompactRequest {
        uint256 header;
        bytes32 textDigest;
        bytes32 r;
        bytes32 vs;
    }

    /// @notice A consent that the site records for a patient who signs nothing on chain.
    /// @param keyHash A random handle that only the site can link to the patient
    /// @param basis 3 = on paper, 4 = waived by an ethics board
    /// @param evidenceDigest SHA-256 of the signed paper, or of the board's decision
    struct Attested {
        bytes32 keyHash;
        uint8 basis;
        uint8 purpose;
        uint32 categories;
        uint40 from;
        uint40 until;
        bytes32 evidenceDigest;
    }

    /// @notice A consent episode. In history `revokeBlock` is the block that closed it, 0 while it is open.
    /// @param basis On what the grant rests: 1 = signed by the patient, 2 = by a guardian, 3 = on paper, 4 = an ethics waiver
    /// @param revocationBasis What closed it: 0 nothing, 1 the patient, 2 the next grant, 3 the site, 4 the guardian
    /// @param limited Whether it is for the studies it lists only
    struct Episode {
        uint40 from;
        uint40 until;
        uint40 grantBlock;
        uint40 revokeBlock;
        uint32 categories;
        uint8 basis;
        uint8 revocationBasis;
        bool limited;
    }

    /// @notice A patient key was seen at a site for the first time.
    event PatientKeyRegistered(uint16 indexed site, uint32 index, bytes32 indexed keyHash);
    /// @notice A consent was granted; an episode still open before it ends in the same block. `episode` is its word, and
    ///         `textDigest` that of the evidence where the site attested it.
    event ConsentGranted(bytes32 indexed keyHash, uint16 indexed site, bytes32 textDigest, uint256 episode);
    /// @notice The patient or the guardian revoked; `episode` is the closed episode's word.
    event ConsentRevoked(bytes32 indexed keyHash, uint16 indexed site, uint256 episode);
    /// @notice The site recorded a revocation; `episode` is the closed episode's word.
    event ConsentRevokedBySite(bytes32 indexed keyHash, uint16 indexed site, uint256 episode, bytes32 evidenceDigest);
    /// @notice All consents of a key at a site were revoked and epoch `epoch` began, by 1 the patient or 3 the site with evidence.
    event ConsentsRevoked(
        bytes32 indexed keyHash,
        uint16 indexed site,
        uint8 epoch,
        uint8 revocationBasis,
        bytes32 evidenceDigest
    );
    /// @notice The grant in the same transaction, which opened episode `index`, is for these studies only.
    event ConsentLimited(bytes32 indexed keyHash, uint16 indexed site, uint8 purpose, bytes32[] studyDigests);
    /// @notice A site enrolled the key of a patient's guardian, or none any more where it is zero.
    event GuardianEnrolled(
        bytes32 indexed keyHash,
        uint16 indexed site,
        bytes32 guardianKeyHash,
        bytes32 evidenceDigest
    );
    /// @notice An item of a batch was skipped; `reason` is the selector of the error a single request would have met.
    event ConsentRejected(uint256 index, bytes32 indexed keyHash, bytes4 reason);

    /// @notice The nonce is not the stored next one.
    error ConsentNonceStale(bytes32 keyHash, uint64 expected, uint64 given);
    /// @notice The request's deadline has passed.
    error ConsentDeadlinePassed(uint40 deadline, uint40 timestamp);
    /// @notice The signature is not the signer's over this request.
    error ConsentSignatureInvalid(bytes32 keyHash);
    /// @notice A signer is an account of 20 bytes, or an allowed verifier and a key.
    error ConsentSignerInvalid(uint256 length);
    /// @notice The signer's verifier is not on the allow-list.
    error ConsentVerifierUnknown(address verifier);
    /// @notice The period is empty or already over.
    error ConsentPeriodInvalid(uint40 from, uint40 until);
    /// @notice Purposes run from 1 and a consent names at least one category.
    error ConsentScopeInvalid(uint8 purpose, uint32 categories);
    /// @notice The index is no site's.
    error ConsentSiteUnknown(uint16 site);
    /// @notice There is no open consent to revoke.
    error ConsentNotActive(bytes32 keyHash, uint16 site, uint8 purpose);
    /// @notice The site declared this key lost, at all or for this purpose; the patient enrols another key.
    error ConsentKeyRetired(bytes32 keyHash, uint16 site, uint8 purpose);
    /// @notice The history of this key, site and purpose is full.
    error ConsentHistoryFull(bytes32 keyHash, uint16 site, uint8 purpose);
    /// @notice The state at a block is known only once a later block exists.
    error ConsentBlockNotFinal(uint256 blockNumber, uint256 current);
    /// @notice The call was sent with too little gas to judge a contract's signature.
    error ConsentGasTooLow(uint256 left, uint256 needed);
    /// @notice What a site records for a patient needs the digest of its evidence.
    error ConsentEvidenceMissing();
    /// @notice A site attests on paper (3) or an ethics waiver (4) only.
    error ConsentBasisInvalid(uint8 basis);
    /// @notice The key has signed for itself, so nobody else consents for it.
    error ConsentKeySpeaks(bytes32 keyHash, uint16 site);
    /// @notice The key is not registered at the site.
    error ConsentKeyUnknown(bytes32 keyHash, uint16 site);
    /// @notice The signer is not the guardian that the site enrolled for this patient.
    error ConsentGuardianUnknown(bytes32 keyHash, uint16 site, bytes32 guardianKeyHash);
    /// @notice A list of studies has 1 to 32 digests.
    error ConsentStudiesInvalid(uint256 count);

    /// @notice Grants a consent for the signer. Any relayer.
    /// @param signer ERC-7913 signer: a 20-byte account (EOA or ERC-1271), or an allowed verifier and a key
    /// @param signature The signer's over the EIP-712 digest of the request
    function grant(GrantRequest calldata request, bytes calldata signer, bytes calldata signature) external;

    /// @notice Revokes the signer's open consent. Any relayer.
    function revoke(RevokeRequest calldata request, bytes calldata signer, bytes calldata signature) external;

    /// @notice Grants and revokes in order; an item that cannot be taken is skipped with ConsentRejected.
    /// @return accepted Number of items taken
    function submitBatch(Request[] calldata requests) external returns (uint256 accepted);

    /// @notice Grants a consent for the signer, whose key is a plain account's. Any relayer; the cheapest form.
    function grantConsentCompact(CompactRequest calldata request) external;

    /// @notice Revokes the signer's open consent, whose key is a plain account's. Any relayer; the cheapest form.
    function closeConsentCompact(uint256 header, bytes32 r, bytes32 vs) external;

    /// @notice As submitBatch for keys of plain accounts.
    function relayConsentsCompact(CompactRequest[] calldata requests) external returns (uint256 accepted);

    /// @notice Grants a consent for the listed studies only. Any relayer.
    /// @param studyDigests 1 to 32 digests; signed as `GrantForStudiesRequest`, the fields of a grant and then the list
    function grantForStudies(
        GrantRequest calldata request,
        bytes32[] calldata studyDigests,
        bytes calldata signer,
        bytes calldata signature
    ) external;

    /// @notice Revokes every consent of the signer at a site with one signature. Any relayer.
    function revokeAll(RevokeAllRequest calldata request, bytes calldata signer, bytes calldata signature) external;

    /// @notice Grants for a patient whose guardian the signer is. Any relayer.
    /// @param keyHash The patient's handle; signed as `GuardianGrantRequest`, it and then the fields of a grant
    function grantAsGuardian(
        bytes32 keyHash,
        GrantRequest calldata request,
        bytes calldata signer,
        bytes calldata signature
    ) external;

    /// @notice Revokes for a patient whose guardian the signer is. Any relayer.
    /// @param keyHash The patient's handle; signed as `GuardianRevokeRequest`, it and then the fields of a revocation
    function revokeAsGuardian(
        bytes32 keyHash,
        RevokeRequest calldata request,
        bytes calldata signer,
        bytes calldata signature
    ) external;

    /// @notice Enrols the key of a patient's guardian in place of any before, or none where it is zero. The site itself only.
    /// @param evidenceDigest SHA-256 of the site's evidence of the guardianship, or of its end
    function enrolGuardian(bytes32 keyHash, bytes32 guardianKeyHash, bytes32 evidenceDigest) external;

    /// @notice Records consents on paper or by ethics waiver for patients without keys; all or none. The site itself only.
    function attestConsents(Attested[] calldata consents) external;

    /// @notice Revokes one consent for a patient, which bars the key that signed it for this purpose as lost. The site itself only.
    /// @param evidenceDigest SHA-256 of the site's evidence of the patient's wish
    function revokeForPatient(bytes32 keyHash, uint8 purpose, bytes32 evidenceDigest) external;

    /// @notice Revokes every consent of a lost key at the site and bars the key there. The site itself only.
    /// @param evidenceDigest SHA-256 of the site's evidence of the patient's wish
    function retireKey(bytes32 keyHash, bytes32 evidenceDigest) external;

    /// @notice The nonce that the next request of (key, site, purpose) must carry.
    function nextNonce(bytes32 keyHash, uint16 site, uint8 purpose) external view returns (uint64);

    /// @notice The nonce that the next revocation of everything must carry: how many there were.
    function epochOf(bytes32 keyHash, uint16 site) external view returns (uint64);

    /// @notice The key hash of the guardian that the site enrolled for a patient, zero if none.
    function guardianOf(bytes32 keyHash, uint16 site) external view returns (bytes32);

    /// @notice For each key whether its consent in force at the end of a past block is limited to studies and lists this one.
    function listsStudyAt(
        bytes32[] calldata keyHashes,
        uint16 site,
        uint8 purpose,
        uint256 blockNumber,
        bytes32 studyDigest
    ) external view returns (bool[] memory listed);

    /// @notice The episode in force at the end of a past block, all zero if none. The answer never changes.
    /// @dev `revokeBlock` and `revocationBasis` are zero: at that block the episode was open. Whether the block's time lies
    ///      within from and until is for the caller. Reverts ConsentBlockNotFinal for the current block and later ones.
    function consentAt(
        bytes32 keyHash,
        uint16 site,
        uint8 purpose,
        uint256 blockNumber
    ) external view returns (Episode memory);

    /// @notice As consentAt for many keys; each word as described above with nonce, index and revocation left out, 0 if none.
    function consentsAt(
        bytes32[] calldata keyHashes,
        uint16 site,
        uint8 purpose,
        uint256 blockNumber
    ) external view returns (uint256[] memory words);

    /// @notice All episodes of (key, site, purpose), oldest first.
    function episodesOf(bytes32 keyHash, uint16 site, uint8 purpose) external view returns (Episode[] memory);

    /// @notice Number of patient keys ever registered at a site.
    function keyCount(uint16 site) external view returns (uint256);

    /// @notice Number of patient keys registered at a site at the end of a past block. The answer never changes.
    function keyCountAt(uint16 site, uint256 blockNumber) external view returns (uint256);

    /// @notice Patient keys of a site in registration order, at most `limit` from `offset` on.
    function keysOf(uint16 site, uint256 offset, uint256 limit) external view returns (bytes32[] memory);

    /// @notice A key's index and registration block at a site; `registered` is false and both zero if it is unknown there.
    function registrationOf(
        uint16 site,
        bytes32 keyHash
    ) external view returns (bool registered, uint32 index, uint40 blockNumber);

    /// @notice Whether signers of this ERC-7913 verifier are accepted.
    function isVerifier(address verifier) external view returns (bool);
}
