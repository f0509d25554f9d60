// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsortium} from "./interfaces/IConsortium.sol";
import {IModelRegistry} from "./interfaces/IModelRegistry.sol";
import {IRoundLedger} from "./interfaces/IRoundLedger.sol";
import {IStudyRegistry} from "./interfaces/IStudyRegistry.sol";
import {MemberSet} from "./libraries/MemberSet.sol";
import {RiskClasses} from "./libraries/RiskClasses.sol";
import {Roles} from "./libraries/Roles.sol";
import {Membership} from "./Membership.sol";

/// @title The models that rounds made, their lineage, stage and attestations
contract ModelRegistry is IModelRegistry, Membership {
    using MemberSet for uint256;

    /// @notice The only registrar, and the judge of disputes.
    IRoundLedger public immutable roundLedger;
    /// @notice Where each study's risk class and sponsor stand. Read when they are needed, so that a round pays nothing for them.
    IStudyRegistry public immutable studyRegistry;

    mapping(uint32 modelId => Model) private _models;
    mapping(bytes32 modelDigest => uint32[]) private _withDigest;
    mapping(uint32 modelId => Attestation[]) private _attestations;

    /// @param consortium_ The consortium whose members vote and attest
    /// @param roundLedger_ The ledger whose rounds make the models
    constructor(IConsortium consortium_, IRoundLedger roundLedger_) Membership(consortium_) {
        roundLedger = roundLedger_;
        studyRegistry = roundLedger_.studyRegistry();
    }

    /// @inheritdoc IModelRegistry
    function register(uint32 roundId, uint32 studyId, bytes32 modelDigest, bytes32 parentDigest) external override {
        if (msg.sender != address(roundLedger)) revert NotTheLedger(msg.sender);
        Model storage model = _models[roundId];
        model.modelDigest = modelDigest;
        model.parentDigest = parentDigest;
        model.studyId = studyId;
        model.stage = Stage.Candidate;
        model.registeredBlock = uint40(block.number);
        _withDigest[modelDigest].push(roundId);
        emit ModelRegistered(roundId, modelDigest, parentDigest, studyId);
    }

    /// @inheritdoc IModelRegistry
    function vote(uint32 modelId, Stage stage) external override {
        uint16 voter = _callerWithRole(Roles.SITE);
        Model storage model = _model(modelId);
        if (stage == Stage.Approved && model.stage == Stage.Candidate) {
            _requireUndisputed(modelId);
            model.approvalVotes = _withVote(modelId, model.approvalVotes, stage, voter);
            if (consortium.carries(model.approvalVotes)) _move(modelId, model, stage);
        } else if (stage == Stage.Deployed && model.stage == Stage.Approved) {
            _requireUndisputed(modelId);
            if (_isHighRisk(model) && !model.audited) revert ModelNotAudited(modelId);
            model.deploymentVotes = _withVote(modelId, model.deploymentVotes, stage, voter);
        } else if (stage == Stage.Retired && model.stage != Stage.Retired) {
            model.retirementVotes = _withVote(modelId, model.retirementVotes, stage, voter);
            if (consortium.carries(model.retirementVotes)) _move(modelId, model, stage);
        } else {
            revert ModelStageWrong(modelId, model.stage, stage);
        }
    }

    /// @inheritdoc IModelRegistry
    function deploy(uint32 modelId) external override {
        _callerWithRole(Roles.COORDINATOR);
        Model storage model = _model(modelId);
        if (model.stage != Stage.Approved) revert ModelStageWrong(modelId, model.stage, Stage.Deployed);
        _requireUndisputed(modelId);
        if (_isHighRisk(model) && !consortium.carries(model.deploymentVotes)) {
            revert DeploymentNotVoted(modelId, model.deploymentVotes);
        }
        _move(modelId, model, Stage.Deployed);
    }

    /// @inheritdoc IModelRegistry
    function attest(uint32 modelId, bytes32 kind, bytes32 evidenceDigest) external override {
        uint16 by = _callerWithRole(Roles.SITE | Roles.AUDITOR);
        Model storage model = _model(modelId);
        if (kind == 0 || evidenceDigest == 0) revert AttestationInvalid(kind, evidenceDigest);
        bool independent = consortium.isActiveWithRole(msg.sender, Roles.AUDITOR) &&
            !consortium.isActiveWithRole(msg.sender, Roles.SITE) &&
            studyRegistry.studyAt(model.studyId).sponsor != by;
        if (independent) model.audited = true;
        _attestations[modelId].push(Attestation(by, uint40(block.number), independent, kind, evidenceDigest));
        emit ModelAttested(modelId, by, kind, evidenceDigest);
    }

    /// @inheritdoc IModelRegistry
    function modelAt(uint32 modelId) external view override returns (Model memory) {
        return _model(modelId);
    }

    /// @inheritdoc IModelRegistry
    function riskClassOf(uint32 modelId) external view override returns (uint8) {
        return _riskClass(_model(modelId));
    }

    /// @inheritdoc IModelRegistry
    function modelsWithDigest(bytes32 modelDigest) external view override returns (uint32[] memory) {
        return _withDigest[modelDigest];
    }

    /// @inheritdoc IModelRegistry
    function attestationsOf(uint32 modelId) external view override returns (Attestation[] memory) {
        _model(modelId);
        return _attestations[modelId];
    }

    function _riskClass(Model storage model) private view returns (uint8) {
        return studyRegistry.studyAt(model.studyId).riskClass;
    }

    function _isHighRisk(Model storage model) private view returns (bool) {
        return _riskClass(model) == RiskClasses.HIGH;
    }

    function _requireUndisputed(uint32 modelId) private view {
        if (roundLedger.isDisputed(modelId)) revert ModelDisputed(modelId);
    }

    function _withVote(uint32 modelId, uint256 votes, Stage stage, uint16 voter) private returns (uint256) {
        if (votes.has(voter)) revert ModelAlreadyVoted(modelId, voter);
        emit ModelVoted(modelId, stage, voter);
        return votes | MemberSet.only(voter);
    }

    function _move(uint32 modelId, Model storage model, Stage stage) private {
        model.stage = stage;
        emit ModelStageChanged(modelId, stage);
    }

    function _model(uint32 modelId) private view returns (Model storage model) {
        model = _models[modelId];
        if (model.stage == Stage.None) revert ModelUnknown(modelId);
    }
}
