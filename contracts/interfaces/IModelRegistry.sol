// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundLedger} from "./IRoundLedger.sol";

/// @title The models that rounds made, their lineage, stage and attestations
/// @notice A model's id is the id of the round that made it, so that two rounds with the same result do not collide.
/// @dev What a model is (digest, parent, study) stands in its round's state, which whoever votes, deploys or attests brings along:
/// a round pays nothing here, and its RoundFinalized announces the model. Only what members say of the model is stored.
interface IModelRegistry {
    /// @notice How far a model has come.
    enum Stage {
        None,
        Candidate,
        Approved,
        Deployed,
        Retired
    }

    /// @notice What members have said of a model so far.
    /// @param stage None until the first vote carries: the model is a candidate then if its round made one
    /// @param audited Whether an independent auditor attested something about it
    /// @param approvalVotes, retirementVotes, deploymentVotes Members that voted, each at most once
    struct Standing {
        Stage stage;
        bool audited;
        uint256 approvalVotes;
        uint256 retirementVotes;
        uint256 deploymentVotes;
    }

    /// @notice A statement about a model, with the digest of its evidence.
    /// @param independent Whether it is an auditor's that is neither a site nor the study's sponsor
    struct Attestation {
        uint16 by;
        uint40 blockNumber;
        bool independent;
        bytes32 kind;
        bytes32 evidenceDigest;
    }

    /// @notice A site voted to move a model to a stage.
    event ModelVoted(uint32 indexed modelId, Stage indexed stage, uint16 indexed voter);
    /// @notice A model reached a stage.
    event ModelStageChanged(uint32 indexed modelId, Stage stage);
    /// @notice A site or auditor attested something about a model.
    event ModelAttested(uint32 indexed modelId, uint16 indexed by, bytes32 indexed kind, bytes32 evidenceDigest);

    /// @notice The round made no model.
    error ModelUnknown(uint32 modelId);
    /// @notice The model is not in a stage from which it can reach the wanted one.
    error ModelStageWrong(uint32 modelId, Stage stage, Stage wanted);
    /// @notice The round's result is disputed.
    error ModelDisputed(uint32 modelId);
    /// @notice A model of high risk is not voted on for deployment before an independent auditor attested something about it.
    error ModelNotAudited(uint32 modelId);
    /// @notice A model of high risk needs the sites' votes before it is deployed; `votes` are those cast.
    error DeploymentNotVoted(uint32 modelId, uint256 votes);
    /// @notice The site already voted for this.
    error ModelAlreadyVoted(uint32 modelId, uint16 voter);
    /// @notice The attestation's kind or evidence digest is zero.
    error AttestationInvalid(bytes32 kind, bytes32 evidenceDigest);

    /// @notice Votes to approve a candidate, to let an approved model be deployed, or to retire a model. Active sites only, each once per stage.
    /// @dev A disputed model is neither approved nor let be deployed. A model of high risk is audited before sites vote on its deployment
    /// (reverts ModelNotAudited), so that they vote on evidence.
    /// @param round The state of the round that made it
    /// @param stage Approved, Deployed (which allows it; the coordinator deploys) or Retired
    function vote(uint32 modelId, IRoundLedger.Round calldata round, Stage stage) external;

    /// @notice Marks an approved model as deployed, unless disputed. Active coordinators only.
    /// @dev A model of high risk needs votes for its deployment that carry now, by the rule in force now; reverts DeploymentNotVoted.
    function deploy(uint32 modelId, IRoundLedger.Round calldata round) external;

    /// @notice Attests something about a model: an evaluation, a fairness report, a red-team exercise. Active sites and auditors.
    /// @dev It counts as independent if the member is an auditor and neither a site nor the study's sponsor.
    function attest(uint32 modelId, IRoundLedger.Round calldata round, bytes32 kind, bytes32 evidenceDigest) external;

    /// @notice What members have said of a model; all zero where nobody has.
    function standingOf(uint32 modelId) external view returns (Standing memory);

    /// @notice The attestations of a model, oldest first.
    function attestationsOf(uint32 modelId) external view returns (Attestation[] memory);
}
