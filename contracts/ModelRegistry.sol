// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsortium} from "./interfaces/IConsortium.sol";
import {IModelRegistry} from "./interfaces/IModelRegistry.sol";
import {IRoundLedger} from "./interfaces/IRoundLedger.sol";
import {IStudyRegistry} from "./interfaces/IStudyRegistry.sol";
import {MemberSet} from "./libraries/MemberSet.sol";
import {RiskClasses} from "./libraries/RiskClasses.sol";
import {Roles} from "./libraries/Roles.sol";
import {RoundWords} from "./libraries/RoundWords.sol";
import {Membership} from "./Membership.sol";

/// @title The models that rounds made, their lineage, stage and attestations
contract ModelRegistry is IModelRegistry, Membership {
    using MemberSet for uint256;
    using RoundWords for uint256;

    /// @notice The ledger whose finalised rounds make the models, and the judge of disputes.
    IRoundLedger public immutable roundLedger;
    /// @notice Where each study's risk class and sponsor stand.
    IStudyRegistry public immutable studyRegistry;

    mapping(uint32 modelId => Standing) private _standings;
    mapping(uint32 modelId => Attestation[]) private _attestations;

    /// @param consortium_ The consortium whose members vote and attest
    /// @param roundLedger_ The ledger whose rounds make the models
    constructor(IConsortium consortium_, IRoundLedger roundLedger_) Membership(consortium_) {
        roundLedger = roundLedger_;
        studyRegistry = roundLedger_.studyRegistry();
    }

    /// @inheritdoc IModelRegistry
    function vote(uint32 modelId, IRoundLedger.Round calldata round, Stage stage) external override {
        uint16 voter = _callerWithRole(Roles.SITE);
        Stage current = _stage(modelId, round);
        Standing storage model = _standings[modelId];
        if (stage == Stage.Approved && current == Stage.Candidate) {
            _requireUndisputed(modelId);
            model.approvalVotes = _withVote(modelId, model.approvalVotes, stage, voter);
            if (consortium.carries(model.approvalVotes)) _move(modelId, stage);
        } else if (stage == Stage.Deployed && current == Stage.Approved) {
            _requireUndisputed(modelId);
            if (_isHighRisk(round) && !model.audited) revert ModelNotAudited(modelId);
            model.deploymentVotes = _withVote(modelId, model.deploymentVotes, stage, voter);
        } else if (stage == Stage.Retired && current != Stage.Retired) {
            model.retirementVotes = _withVote(modelId, model.retirementVotes, stage, voter);
            if (consortium.carries(model.retirementVotes)) _move(modelId, stage);
        } else {
            revert ModelStageWrong(modelId, current, stage);
        }
    }

    /// @inheritdoc IModelRegistry
    function deploy(uint32 modelId, IRoundLedger.Round calldata round) external override {
        _callerWithRole(Roles.COORDINATOR);
        Stage current = _stage(modelId, round);
        if (current != Stage.Approved) revert ModelStageWrong(modelId, current, Stage.Deployed);
        _requireUndisputed(modelId);
        uint256 votes = _standings[modelId].deploymentVotes;
        if (_isHighRisk(round) && !consortium.carries(votes)) revert DeploymentNotVoted(modelId, votes);
        _move(modelId, Stage.Deployed);
    }

    /// @inheritdoc IModelRegistry
    function attest(
        uint32 modelId,
        IRoundLedger.Round calldata round,
        bytes32 kind,
        bytes32 evidenceDigest
    ) external override {
        uint16 by = _callerWithRole(Roles.SITE | Roles.AUDITOR);
        _stage(modelId, round);
        if (kind == 0 || evidenceDigest == 0) revert AttestationInvalid(kind, evidenceDigest);
        bool independent = consortium.isActiveWithRole(msg.sender, Roles.AUDITOR) &&
            !consortium.isActiveWithRole(msg.sender, Roles.SITE) &&
            studyRegistry.studyAt(round.figures.studyId()).sponsor != by;
        if (independent) _standings[modelId].audited = true;
        _attestations[modelId].push(Attestation(by, uint40(block.number), independent, kind, evidenceDigest));
        emit ModelAttested(modelId, by, kind, evidenceDigest);
    }

    /// @inheritdoc IModelRegistry
    function standingOf(uint32 modelId) external view override returns (Standing memory) {
        return _standings[modelId];
    }

    /// @inheritdoc IModelRegistry
    function attestationsOf(uint32 modelId) external view override returns (Attestation[] memory) {
        return _attestations[modelId];
    }

    function _isHighRisk(IRoundLedger.Round calldata round) private view returns (bool) {
        return studyRegistry.studyAt(round.figures.studyId()).riskClass == RiskClasses.HIGH;
    }

    function _requireUndisputed(uint32 modelId) private view {
        if (roundLedger.isDisputed(modelId)) revert ModelDisputed(modelId);
    }

    function _withVote(uint32 modelId, uint256 votes, Stage stage, uint16 voter) private returns (uint256) {
        if (votes.has(voter)) revert ModelAlreadyVoted(modelId, voter);
        emit ModelVoted(modelId, stage, voter);
        return votes | MemberSet.only(voter);
    }

    function _move(uint32 modelId, Stage stage) private {
        _standings[modelId].stage = stage;
        emit ModelStageChanged(modelId, stage);
    }

    /// @dev The stage of a model. The ledger knows whether the state is its round's; only a finalised one names a model.
    function _stage(uint32 modelId, IRoundLedger.Round calldata round) private view returns (Stage stage) {
        roundLedger.requireState(modelId, round);
        if (round.resultModelDigest == 0) revert ModelUnknown(modelId);
        stage = _standings[modelId].stage;
        if (stage == Stage.None) return Stage.Candidate;
    }
}
