// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsortium} from "./interfaces/IConsortium.sol";
import {IStudyRegistry} from "./interfaces/IStudyRegistry.sol";
import {MemberSet} from "./libraries/MemberSet.sol";
import {RiskClasses} from "./libraries/RiskClasses.sol";
import {Roles} from "./libraries/Roles.sol";
import {Membership} from "./Membership.sol";

/// @title Published studies and the access that each site grants to them
contract StudyRegistry is IStudyRegistry, Membership {
    using MemberSet for uint256;

    uint8 private constant BASES_ALL = 15;

    /// @inheritdoc IStudyRegistry
    uint32 public override studyCount;
    mapping(uint32 studyId => Study) private _studies;
    mapping(bytes32 studyDigest => uint32) private _idOf;
    mapping(uint32 studyId => mapping(uint16 site => AccessGrant)) private _grants;
    mapping(uint32 studyId => uint256 members) private _signOffs;

    /// @param consortium_ The consortium whose members publish and grant
    constructor(IConsortium consortium_) Membership(consortium_) {}

    /// @inheritdoc IStudyRegistry
    function publish(StudyTerms calldata terms) external override returns (uint32 studyId) {
        uint16 sponsor = _callerWithRole(Roles.SPONSOR | Roles.COORDINATOR);
        if (terms.studyDigest == 0) revert StudyTermInvalid("studyDigest", 0);
        if (terms.purpose == 0) revert StudyTermInvalid("purpose", 0);
        if (terms.categories == 0) revert StudyTermInvalid("categories", 0);
        (uint16 leastSites, ) = consortium.minimums();
        if (terms.minSites < leastSites) revert StudySitesTooFew(terms.minSites, leastSites);
        if (terms.maxRounds == 0) revert StudyTermInvalid("maxRounds", 0);
        if (terms.expiresAt <= block.timestamp) revert StudyTermInvalid("expiresAt", terms.expiresAt);
        if (terms.maxCommitSpan == 0) revert StudyTermInvalid("maxCommitSpan", 0);
        if (terms.acceptedBases == 0 || terms.acceptedBases > BASES_ALL) {
            revert StudyTermInvalid("acceptedBases", terms.acceptedBases);
        }
        if (terms.riskClass < RiskClasses.MINIMAL || terms.riskClass > RiskClasses.HIGH) {
            revert StudyTermInvalid("riskClass", terms.riskClass);
        }
        // Of c + 2 sites two are honest, and their sum shows neither alone.
        if (uint256(terms.colluders) + 2 > terms.minSites) revert StudyTermInvalid("colluders", terms.colluders);
        if (!_isCoordinator(terms.opener)) revert StudyTermInvalid("opener", terms.opener);
        uint32 known = _idOf[terms.studyDigest];
        if (known != 0) revert StudyAlreadyPublished(terms.studyDigest, known);
        studyId = ++studyCount;
        _studies[studyId] = Study(
            terms.studyDigest,
            terms.purpose,
            terms.categories,
            terms.minSites,
            terms.maxRounds,
            terms.expiresAt,
            terms.maxCommitSpan,
            terms.acceptedBases,
            terms.signOffsRequired,
            terms.riskClass,
            terms.colluders,
            terms.opener,
            0,
            sponsor,
            uint32(block.number)
        );
        _idOf[terms.studyDigest] = studyId;
        emit StudyPublished(studyId, terms.studyDigest, sponsor, terms);
    }

    /// @inheritdoc IStudyRegistry
    function signOff(uint32 studyId, bytes32 studyDigest, bytes32 decisionDigest) external override {
        uint16 by = _callerWithRole(Roles.SITE | Roles.AUDITOR);
        Study storage study = _study(studyId);
        if (study.studyDigest != studyDigest) revert StudyDigestMismatch(studyId, study.studyDigest, studyDigest);
        if (study.sponsor == by) revert SponsorSignsNotOff(studyId, by);
        if (decisionDigest == 0) revert DecisionMissing();
        uint256 members = _signOffs[studyId];
        if (members.has(by)) revert AlreadySignedOff(studyId, by);
        members |= MemberSet.only(by);
        _signOffs[studyId] = members;
        // Only a count that the rule can ask for is kept beside the terms.
        uint256 given = members.count();
        study.signOffs = given > type(uint8).max ? type(uint8).max : uint8(given);
        emit StudySignedOff(studyId, by, decisionDigest);
    }

    /// @inheritdoc IStudyRegistry
    function signOffsOf(uint32 studyId) external view override returns (uint256 members) {
        _study(studyId);
        return _signOffs[studyId];
    }

    /// @inheritdoc IStudyRegistry
    function grantAccess(uint32 studyId, bytes32 studyDigest, uint40 until, uint32 roundCap) external override {
        uint16 site = _callerWithRole(Roles.SITE);
        Study storage study = _study(studyId);
        if (study.studyDigest != studyDigest) revert StudyDigestMismatch(studyId, study.studyDigest, studyDigest);
        if (study.expiresAt <= block.timestamp) revert StudyExpired(studyId, study.expiresAt);
        if (until <= block.timestamp || roundCap == 0) revert GrantInvalid(until, roundCap);
        _grants[studyId][site] = AccessGrant(until, roundCap, uint40(block.number), 0);
        emit AccessGranted(studyId, site, until, roundCap);
    }

    /// @inheritdoc IStudyRegistry
    function withdrawAccess(uint32 studyId) external override {
        uint16 site = _callerWithRole(Roles.SITE);
        _study(studyId);
        AccessGrant storage grant = _grants[studyId][site];
        if (grant.grantedBlock == 0 || grant.withdrawnBlock != 0) revert GrantNotLive(studyId, site);
        grant.withdrawnBlock = uint40(block.number);
        emit AccessWithdrawn(studyId, site);
    }

    /// @inheritdoc IStudyRegistry
    function studyAt(uint32 studyId) external view override returns (Study memory) {
        return _study(studyId);
    }

    /// @inheritdoc IStudyRegistry
    function roundRules(uint32 studyId) external view override returns (RoundRules memory) {
        Study storage study = _study(studyId);
        if (study.expiresAt <= block.timestamp) revert StudyExpired(studyId, study.expiresAt);
        if (study.signOffs < study.signOffsRequired) {
            revert SignOffsMissing(studyId, study.signOffs, study.signOffsRequired);
        }
        return RoundRules(study.opener, study.minSites, study.colluders, study.maxCommitSpan);
    }

    /// @inheritdoc IStudyRegistry
    function studyIdOf(bytes32 studyDigest) external view override returns (uint32 studyId) {
        studyId = _idOf[studyDigest];
        if (studyId == 0) revert StudyDigestUnknown(studyDigest);
    }

    /// @inheritdoc IStudyRegistry
    function grantOf(uint32 studyId, uint16 site) external view override returns (AccessGrant memory) {
        _study(studyId);
        return _grants[studyId][site];
    }

    /// @inheritdoc IStudyRegistry
    function isGrantLive(uint32 studyId, uint16 site) external view override returns (bool) {
        return _study(studyId).expiresAt > block.timestamp && _isLive(_grants[studyId][site]);
    }

    /// @inheritdoc IStudyRegistry
    function requireLiveGrant(uint32 studyId, uint16 site) external view override {
        if (_study(studyId).expiresAt <= block.timestamp) revert StudyExpired(studyId, _study(studyId).expiresAt);
        if (!_isLive(_grants[studyId][site])) revert GrantNotLive(studyId, site);
    }

    /// @inheritdoc IStudyRegistry
    function liveRoundCaps(uint32 studyId, uint256 sites) external view override returns (uint32[] memory caps) {
        Study storage study = _study(studyId);
        if (study.expiresAt <= block.timestamp) revert StudyExpired(studyId, study.expiresAt);
        uint32 studyCap = study.maxRounds;
        caps = new uint32[](sites.count());
        for (uint256 i = 0; sites != 0; ++i) {
            uint16 site = sites.lowest();
            AccessGrant memory grant = _grants[studyId][site];
            if (!_isLive(grant)) revert GrantNotLive(studyId, site);
            caps[i] = grant.roundCap < studyCap ? grant.roundCap : studyCap;
            sites &= sites - 1;
        }
    }

    function _isCoordinator(uint16 member) private view returns (bool) {
        return member < consortium.memberCount() && consortium.memberAt(member).roles & Roles.COORDINATOR != 0;
    }

    function _isLive(AccessGrant memory grant) private view returns (bool) {
        return grant.grantedBlock != 0 && grant.withdrawnBlock == 0 && grant.until > block.timestamp;
    }

    /// @dev Every study has an expiry; the digest would be another slot to read.
    function _study(uint32 studyId) private view returns (Study storage study) {
        study = _studies[studyId];
        if (study.expiresAt == 0) revert StudyUnknown(studyId);
    }
}
