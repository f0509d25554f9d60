// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The models that rounds made, their lineage, stage and attestations
/// @notice A model's id is the id of the round that made it, so that two rounds with the same result do not collide.
interface IModelRegistry {
    /// @notice How far a model has come.
    enum Stage {
        None,
        Candidate,
        Approved,
        Deployed,
        Retired
    }

    /// @notice A model as stored.
    /// @param parentDigest Digest of the base model of its round
    /// @param approvalVotes, retirementVotes Members that voted, each at most once
    struct Model {
        bytes32 modelDigest;
        bytes32 parentDigest;
        uint32 studyId;
        Stage stage;
        uint40 registeredBlock;
        uint256 approvalVotes;
        uint256 retirementVotes;
    }

    /// @notice A statement about a model, with the digest of its evidence.
    struct Attestation {
        uint16 by;
        uint40 blockNumber;
        bytes32 kind;
        bytes32 evidenceDigest;
    }

    /// @notice A finalised round registered its model.
    event ModelRegistered(
        uint32 indexed modelId,
        bytes32 indexed modelDigest,
        bytes32 parentDigest,
        uint32 indexed studyId
    );
    /// @notice A site voted to move a model to a stage.
    event ModelVoted(uint32 indexed modelId, Stage indexed stage, uint16 indexed voter);
    /// @notice A model reached a stage.
    event ModelStageChanged(uint32 indexed modelId, Stage stage);
    /// @notice A site or auditor attested something about a model.
    event ModelAttested(uint32 indexed modelId, uint16 indexed by, bytes32 indexed kind, bytes32 evidenceDigest);

    /// @notice Only the round ledger registers models.
    error NotTheLedger(address caller);
    /// @notice No such model.
    error ModelUnknown(uint32 modelId);
    /// @notice The model is not in a stage from which it can reach the wanted one.
    error ModelStageWrong(uint32 modelId, Stage stage, Stage wanted);
    /// @notice The round's result is disputed.
    error ModelDisputed(uint32 modelId);
    /// @notice The site already voted for this.
    error ModelAlreadyVoted(uint32 modelId, uint16 voter);
    /// @notice The attestation's kind or evidence digest is zero.
    error AttestationInvalid(bytes32 kind, bytes32 evidenceDigest);

    /// @notice Registers the model of a finalised round as a candidate. The round ledger only.
    function register(uint32 roundId, uint32 studyId, bytes32 modelDigest, bytes32 parentDigest) external;

    /// @notice Votes to approve a candidate that is not disputed, or to retire a model. Active sites only, each once per stage.
    /// @param stage Approved or Retired
    function vote(uint32 modelId, Stage stage) external;

    /// @notice Marks an approved model as deployed, unless disputed. Active coordinators only.
    function deploy(uint32 modelId) external;

    /// @notice Attests something about a model: an evaluation, a fairness report, a red-team exercise. Active sites and auditors.
    function attest(uint32 modelId, bytes32 kind, bytes32 evidenceDigest) external;

    /// @notice A model; reverts ModelUnknown.
    function modelAt(uint32 modelId) external view returns (Model memory);

    /// @notice The ids of the models with this digest, oldest first.
    function modelsWithDigest(bytes32 modelDigest) external view returns (uint32[] memory);

    /// @notice The attestations of a model, oldest first; reverts ModelUnknown.
    function attestationsOf(uint32 modelId) external view returns (Attestation[] memory);
}
