// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IConsortium} from "./interfaces/IConsortium.sol";
import {IModelRegistry} from "./interfaces/IModelRegistry.sol";
import {IRoundLedger} from "./interfaces/IRoundLedger.sol";
import {IStudyRegistry} from "./interfaces/IStudyRegistry.sol";
import {MemberSet} from "./libraries/MemberSet.sol";
import {Roles} from "./libraries/Roles.sol";
import {Membership} from "./Membership.sol";

/// @title The round state machine: the bulletin board of the secure aggregation
/// @dev EIP712 is here for its domain: off-chain member signatures and the round context are bound to this contract and chain.
contract RoundLedger is IRoundLedger, EIP712, Membership {
    using MemberSet for uint256;

    /// @notice Longest time from commitBy to unmaskBy, seconds: a round that nobody finishes can be aborted after it.
    uint40 public constant UNMASK_SPAN_MAX = 30 days;

    /// @inheritdoc IRoundLedger
    IStudyRegistry public immutable override studyRegistry;
    /// @notice Where a finalised round registers its model.
    IModelRegistry public immutable modelRegistry;

    Round[] private _rounds;
    mapping(uint32 studyId => uint32[]) private _roundsOf;
    mapping(uint32 studyId => uint32) private _openRoundOf;
    /// @dev Eight 32-bit counters to a word, so that a round of few sites touches one slot.
    mapping(uint32 studyId => mapping(uint16 word => uint256)) private _used;
    mapping(uint32 roundId => mapping(uint16 site => bytes32)) private _commitments;

    /// @param consortium_ The consortium whose members run rounds
    /// @param studyRegistry_ The studies whose rounds these are
    /// @param modelRegistry_ Where a finalised round registers its model (its address is computed before it exists)
    constructor(
        IConsortium consortium_,
        IStudyRegistry studyRegistry_,
        IModelRegistry modelRegistry_
    ) EIP712("Consilium Round", "1") Membership(consortium_) {
        studyRegistry = studyRegistry_;
        modelRegistry = modelRegistry_;
    }

    /// @inheritdoc IRoundLedger
    function openRound(RoundTerms calldata terms) external override returns (uint32 roundId) {
        uint16 opener = _callerWithRole(Roles.COORDINATOR);
        IStudyRegistry.Study memory study = studyRegistry.studyAt(terms.studyId);
        if (study.expiresAt <= block.timestamp) revert IStudyRegistry.StudyExpired(terms.studyId, study.expiresAt);
        if (study.signOffs < study.signOffsRequired) {
            revert IStudyRegistry.SignOffsMissing(terms.studyId, study.signOffs, study.signOffsRequired);
        }
        uint32 unfinished = _openRoundOf[terms.studyId];
        if (unfinished != 0) revert RoundUnfinished(terms.studyId, unfinished);
        if (terms.manifestDigest == 0) revert DigestMissing();
        _checkMinimums(terms, study.minSites);
        _checkDeadlines(terms, study.maxCommitSpan);

        Round storage round = _rounds.push();
        roundId = uint32(_rounds.length);
        round.studyId = terms.studyId;
        round.opener = opener;
        round.status = Status.Open;
        round.minSurvivors = terms.minSurvivors;
        round.minSites = terms.minSites;
        round.joinBy = terms.joinBy;
        round.commitBy = terms.commitBy;
        round.unmaskBy = terms.unmaskBy;
        round.consentTimestamp = uint40(block.timestamp);
        round.consentBlock = uint40(block.number);
        round.manifestDigest = terms.manifestDigest;
        round.modelDigest = terms.modelDigest;
        _roundsOf[terms.studyId].push(roundId);
        _openRoundOf[terms.studyId] = roundId;
        emit RoundOpened(roundId, terms.studyId, opener, terms.manifestDigest, terms.modelDigest);
    }

    /// @inheritdoc IRoundLedger
    function freezeRoster(uint32 roundId, uint256 rosterBitmap, bytes32 rosterRoot) external override {
        Round storage round = _openedByCaller(roundId, Status.Open);
        _requireBefore(roundId, round.commitBy);
        if (rosterRoot == 0) revert DigestMissing();
        uint256 size = rosterBitmap.count();
        if (size < round.minSites) revert MembersTooFew(roundId, size, round.minSites);
        uint256 strangers = rosterBitmap & ~consortium.activeSites();
        if (strangers != 0) revert RosterNotActiveSites(roundId, strangers);
        uint32 studyId = round.studyId;
        _requireRoundsLeft(studyId, rosterBitmap, studyRegistry.liveRoundCaps(studyId, rosterBitmap));
        round.status = Status.RosterFrozen;
        round.rosterFrozenBlock = uint40(block.number);
        round.rosterBitmap = rosterBitmap;
        round.rosterRoot = rosterRoot;
        emit RosterFrozen(roundId, rosterBitmap, rosterRoot);
    }

    /// @inheritdoc IRoundLedger
    function postCommitment(uint32 roundId, bytes32 commitment) external override {
        uint16 site = _callerWithRole(Roles.SITE);
        Round storage round = _inStatus(roundId, Status.RosterFrozen);
        if (!round.rosterBitmap.has(site)) revert NotOnRoster(roundId, MemberSet.only(site));
        if (commitment == 0) revert DigestMissing();
        if (_commitments[roundId][site] != 0) revert CommitmentAlreadyPosted(roundId, site);
        _commitments[roundId][site] = commitment;
        emit CommitmentPosted(roundId, site, commitment);
    }

    /// @inheritdoc IRoundLedger
    function freezeSurvivors(uint32 roundId, uint256 survivorBitmap, bytes32 commitmentsRoot) external override {
        Round storage round = _openedByCaller(roundId, Status.RosterFrozen);
        _requireBefore(roundId, round.unmaskBy);
        if (commitmentsRoot == 0) revert DigestMissing();
        uint256 strangers = survivorBitmap & ~round.rosterBitmap;
        if (strangers != 0) revert NotOnRoster(roundId, strangers);
        uint256 size = survivorBitmap.count();
        if (size < round.minSurvivors) revert MembersTooFew(roundId, size, round.minSurvivors);
        uint32 studyId = round.studyId;
        // A cap may have been lowered since the roster was frozen. A withdrawal admits no new round but ends none.
        _requireRoundsLeft(studyId, survivorBitmap, studyRegistry.roundCaps(studyId, survivorBitmap));
        _countRound(studyId, survivorBitmap);
        round.status = Status.SurvivorsFrozen;
        round.survivorsFrozenBlock = uint40(block.number);
        round.survivorBitmap = survivorBitmap;
        round.commitmentsRoot = commitmentsRoot;
        emit SurvivorsFrozen(roundId, survivorBitmap, commitmentsRoot);
    }

    /// @inheritdoc IRoundLedger
    function finalizeRound(uint32 roundId, bytes32 resultDigest, bytes32 modelDigest) external override {
        Round storage round = _openedByCaller(roundId, Status.SurvivorsFrozen);
        if (resultDigest == 0) revert DigestMissing();
        uint32 studyId = round.studyId;
        round.status = Status.Finalized;
        round.closedBlock = uint40(block.number);
        round.resultDigest = resultDigest;
        delete _openRoundOf[studyId];
        emit RoundFinalized(roundId, studyId, resultDigest, modelDigest);
        if (modelDigest == 0) return;
        round.resultModelDigest = modelDigest;
        modelRegistry.register(roundId, studyId, modelDigest, round.modelDigest);
    }

    /// @inheritdoc IRoundLedger
    function abortRound(uint32 roundId, bytes32 reason) external override {
        uint16 by = _callerWithRole(Roles.SITE | Roles.COORDINATOR);
        Round storage round = _round(roundId);
        Status status = round.status;
        if (status == Status.Finalized || status == Status.Aborted) {
            revert RoundStatusWrong(roundId, status, Status.SurvivorsFrozen);
        }
        if (by != round.opener) {
            // Until there is a roster any member may clear a round that nobody carried on.
            bool concerned = status == Status.Open ||
                round.rosterBitmap.has(by) ||
                consortium.isActiveWithRole(msg.sender, Roles.COORDINATOR);
            if (!concerned) revert NotOnRoster(roundId, MemberSet.only(by));
            uint40 deadline = status == Status.Open ? round.commitBy : round.unmaskBy;
            if (block.timestamp <= deadline) revert DeadlineNotPassed(roundId, deadline, uint40(block.timestamp));
        }
        round.status = Status.Aborted;
        round.closedBlock = uint40(block.number);
        round.abortReason = reason;
        delete _openRoundOf[round.studyId];
        emit RoundAborted(roundId, round.studyId, by, reason);
    }

    /// @inheritdoc IRoundLedger
    function dispute(uint32 roundId, bytes32 reasonDigest) external override {
        uint16 site = _callerWithRole(Roles.SITE);
        Round storage round = _round(roundId);
        if (round.status != Status.SurvivorsFrozen && round.status != Status.Finalized) {
            revert RoundStatusWrong(roundId, round.status, Status.SurvivorsFrozen);
        }
        if (!round.survivorBitmap.has(site)) revert NotASurvivor(roundId, site);
        if (round.disputes.has(site)) revert AlreadyDisputed(roundId, site);
        if (reasonDigest == 0) revert DigestMissing();
        round.disputes |= MemberSet.only(site);
        // Votes cast before this dispute were not about it.
        round.dismissalVotes = 0;
        emit RoundDisputed(roundId, site, reasonDigest);
    }

    /// @inheritdoc IRoundLedger
    function voteToDismiss(uint32 roundId) external override {
        uint16 voter = _callerWithRole(Roles.SITE);
        Round storage round = _round(roundId);
        if (!isDisputed(roundId)) revert NotDisputed(roundId);
        if (round.dismissalVotes.has(voter)) revert DismissalAlreadyVoted(roundId, voter);
        round.dismissalVotes |= MemberSet.only(voter);
        emit DismissalVoted(roundId, voter);
        if (!consortium.carries(round.dismissalVotes)) return;
        round.dismissed = round.disputes;
        emit DisputesDismissed(roundId, round.disputes);
    }

    /// @inheritdoc IRoundLedger
    function isDisputed(uint32 roundId) public view override returns (bool) {
        Round storage round = _round(roundId);
        return round.disputes & ~round.dismissed != 0;
    }

    /// @inheritdoc IRoundLedger
    function roundCount() external view override returns (uint32) {
        return uint32(_rounds.length);
    }

    /// @inheritdoc IRoundLedger
    function roundAt(uint32 roundId) external view override returns (Round memory) {
        return _round(roundId);
    }

    /// @inheritdoc IRoundLedger
    function roundsOf(uint32 studyId) external view override returns (uint32[] memory) {
        return _roundsOf[studyId];
    }

    /// @inheritdoc IRoundLedger
    function openRoundOf(uint32 studyId) external view override returns (uint32) {
        return _openRoundOf[studyId];
    }

    /// @inheritdoc IRoundLedger
    function roundsUsed(uint32 studyId, uint16 site) external view override returns (uint32) {
        return uint32(_used[studyId][site / 8] >> (32 * (site % 8)));
    }

    /// @inheritdoc IRoundLedger
    function postedCommitment(uint32 roundId, uint16 site) external view override returns (bytes32) {
        return _commitments[roundId][site];
    }

    function _checkMinimums(RoundTerms calldata terms, uint16 studyMinSites) private view {
        (uint16 leastSites, uint16 leastSurvivors) = consortium.minimums();
        if (leastSites < studyMinSites) leastSites = studyMinSites;
        bool enough = terms.minSurvivors >= leastSurvivors &&
            terms.minSites >= terms.minSurvivors &&
            terms.minSites >= leastSites;
        if (!enough) revert MinimumsInvalid(terms.minSurvivors, terms.minSites, leastSurvivors, leastSites);
    }

    function _checkDeadlines(RoundTerms calldata terms, uint32 maxCommitSpan) private view {
        uint40 latest = uint40(block.timestamp) + maxCommitSpan;
        bool ordered = block.timestamp < terms.joinBy &&
            terms.joinBy < terms.commitBy &&
            terms.commitBy < terms.unmaskBy;
        // The order holds wherever the difference is taken.
        if (!ordered || terms.commitBy > latest || terms.unmaskBy - terms.commitBy > UNMASK_SPAN_MAX) {
            revert DeadlinesInvalid(terms.joinBy, terms.commitBy, terms.unmaskBy, latest);
        }
    }

    function _requireBefore(uint32 roundId, uint40 deadline) private view {
        if (block.timestamp > deadline) revert DeadlinePassed(roundId, deadline, uint40(block.timestamp));
    }

    /// @dev Reverts RoundsExhausted if a site of the set has used as many rounds as its cap.
    function _requireRoundsLeft(uint32 studyId, uint256 sites, uint32[] memory caps) private view {
        uint256 counters;
        uint256 loaded = type(uint256).max;
        for (uint256 i = 0; sites != 0; ++i) {
            uint16 site = sites.lowest();
            if (loaded != site / 8) {
                loaded = site / 8;
                counters = _used[studyId][site / 8];
            }
            uint32 used = uint32(counters >> (32 * (site % 8)));
            if (used >= caps[i]) revert RoundsExhausted(studyId, site, used, caps[i]);
            sites &= sites - 1;
        }
    }

    /// @dev Adds one to the counter of each site. A counter is below its 32-bit cap here, so no lane overflows into the next.
    function _countRound(uint32 studyId, uint256 sites) private {
        for (uint16 word = 0; sites != 0; ++word) {
            uint256 increments = 0;
            for (uint256 lane = 0; lane < 8; ++lane) increments |= ((sites >> lane) & 1) << (32 * lane);
            if (increments != 0) _used[studyId][word] += increments;
            sites >>= 8;
        }
    }

    function _openedByCaller(uint32 roundId, Status needed) private view returns (Round storage round) {
        uint16 member = _callerWithRole(Roles.COORDINATOR);
        round = _inStatus(roundId, needed);
        if (member != round.opener) revert NotTheOpener(roundId, member, round.opener);
    }

    function _inStatus(uint32 roundId, Status needed) private view returns (Round storage round) {
        round = _round(roundId);
        if (round.status != needed) revert RoundStatusWrong(roundId, round.status, needed);
    }

    function _round(uint32 roundId) private view returns (Round storage) {
        if (roundId == 0 || roundId > _rounds.length) revert RoundUnknown(roundId);
        return _rounds[roundId - 1];
    }
}
