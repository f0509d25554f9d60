// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IConsortium} from "./interfaces/IConsortium.sol";
import {IRoundLedger} from "./interfaces/IRoundLedger.sol";
import {IStudyRegistry} from "./interfaces/IStudyRegistry.sol";
import {MemberSet} from "./libraries/MemberSet.sol";
import {Roles} from "./libraries/Roles.sol";
import {RoundStates} from "./libraries/RoundStates.sol";
import {RoundWords} from "./libraries/RoundWords.sol";
import {Thresholds} from "./libraries/Thresholds.sol";
import {Membership} from "./Membership.sol";

/// @title The round state machine: the bulletin board of the secure aggregation
/// @dev EIP712 gives the domain that members' signatures and the round context are bound to: this contract on this chain.
contract RoundLedger is IRoundLedger, EIP712, Membership {
    using MemberSet for uint256;
    using RoundWords for uint256;
    using RoundStates for Round;
    using RoundStates for OpenedRound;
    using RoundStates for RosterRound;
    using RoundStates for SurvivorsRound;

    /// @notice Longest time from commitBy to unmaskBy, seconds: a round that nobody finishes can be aborted after it.
    uint40 public constant UNMASK_SPAN_MAX = 30 days;
    /// @notice Seconds after commitBy in which the survivors may still be frozen: a block or two of any chain.
    uint40 public constant FREEZE_SPAN = 60;

    bytes32 private constant STATEMENT_TYPEHASH =
        keccak256("MemberStatement(bytes32 context,string kind,uint256 member,bytes32 digest)");
    bytes32 private constant COMMITMENT_KIND = keccak256("commitment");
    /// @dev Of the context that vectors are masked in, see sdk/protocol/src/secagg/context.ts.
    uint8 private constant MASKING_STAGE = 3;
    uint256 private constant BLOCK_BITS = 40;
    /// @dev Bit of a head beside the status: a site posted its commitment itself.
    uint256 private constant ANY_POSTED = 1 << 47;
    /// @dev A block number and a status stand below the hash.
    uint256 private constant HEAD_BITS = 48;

    struct DisputeVotes {
        uint256 disputes;
        uint256 dismissed;
        uint256 votes;
    }

    /// @inheritdoc IRoundLedger
    IStudyRegistry public immutable override studyRegistry;

    /// @inheritdoc IRoundLedger
    uint32 public override roundCount;
    /// @dev Hash of the state (208 bits) ‖ whether a commitment was posted since (1) ‖ status (7) ‖ block of the last step (40).
    mapping(uint32 roundId => uint256) private _heads;
    /// @inheritdoc IRoundLedger
    mapping(uint32 studyId => uint32) public override latestRoundOf;
    /// @inheritdoc IRoundLedger
    mapping(bytes32 queryDigest => uint32) public override roundOfQuery;
    /// @inheritdoc IRoundLedger
    mapping(uint32 roundId => uint256) public override notUnmaskedBy;
    /// @dev Eight 32-bit counters to a word, so that a round of few sites touches one slot.
    mapping(uint32 studyId => mapping(uint16 word => uint256)) private _used;
    mapping(uint32 roundId => uint256) private _posted;
    mapping(uint32 roundId => mapping(uint16 site => bytes32)) private _commitments;
    mapping(uint32 roundId => DisputeVotes) private _disputes;

    /// @param consortium_ The consortium whose members run rounds
    /// @param studyRegistry_ The studies whose rounds these are
    constructor(
        IConsortium consortium_,
        IStudyRegistry studyRegistry_
    ) EIP712("Consilium Round", "2") Membership(consortium_) {
        studyRegistry = studyRegistry_;
    }

    /// @inheritdoc IRoundLedger
    function openRound(RoundTerms calldata terms) external override returns (uint32 roundId) {
        IStudyRegistry.RoundRules memory rules = studyRegistry.roundRules(terms.studyId);
        if (!_isCaller(rules.opener)) {
            revert NotTheStudysOpener(terms.studyId, _callerWithRole(Roles.COORDINATOR), rules.opener);
        }
        uint32 previous = latestRoundOf[terms.studyId];
        if (_isUnfinished(previous)) revert RoundUnfinished(terms.studyId, previous);
        if (terms.manifestDigest == 0 || terms.stateDigest == 0 || terms.queryDigest == 0) revert DigestMissing();
        _requireUnanswered(terms.queryDigest);
        _checkMinimums(terms.minSites, rules.minSites, rules.colluders);
        _checkDeadlines(terms, rules.maxCommitSpan);

        Round memory round;
        round.figures = RoundWords.figuresOf(terms, previous, rules.opener, rules.colluders);
        round.blocks = RoundWords.blocksOfOpening();
        round.manifestDigest = terms.manifestDigest;
        round.stateDigest = terms.stateDigest;
        round.queryDigest = terms.queryDigest;
        roundId = ++roundCount;
        latestRoundOf[terms.studyId] = roundId;
        _keep(roundId, round, Status.Open);
        emit RoundOpened(roundId, terms.studyId, rules.opener, round.opened());
    }

    /// @inheritdoc IRoundLedger
    function freezeRoster(
        uint32 roundId,
        OpenedRound calldata opened,
        uint256 rosterBitmap,
        bytes32 rosterRoot
    ) external override {
        Round memory round = opened.whole();
        _requireOpener(roundId, round, Status.Open);
        _requireBefore(roundId, round.figures.commitBy());
        if (rosterRoot == 0) revert DigestMissing();
        uint256 size = rosterBitmap.count();
        if (size < round.figures.minSites()) revert MembersTooFew(roundId, size, round.figures.minSites());
        uint256 strangers = rosterBitmap & ~consortium.activeSites();
        if (strangers != 0) revert RosterNotActiveSites(roundId, strangers);
        _requireRoundsLeft(round.figures.studyId(), rosterBitmap, studyRegistry.liveRoundCaps(round.figures.studyId(), rosterBitmap));
        round.blocks = round.blocks.withRosterFrozen();
        round.rosterBitmap = rosterBitmap;
        round.rosterRoot = rosterRoot;
        _keep(roundId, round, Status.RosterFrozen);
        emit RosterFrozen(roundId, round.figures.studyId(), round.withRoster());
    }

    /// @inheritdoc IRoundLedger
    function postCommitment(uint32 roundId, Round calldata round, bytes32 commitment) external override {
        uint16 site = _callerWithRole(Roles.SITE);
        _requireStatus(roundId, round, Status.RosterFrozen);
        if (!round.rosterBitmap.has(site)) revert NotOnRoster(roundId, MemberSet.only(site));
        _requireBefore(roundId, round.figures.commitBy());
        if (commitment == 0) revert DigestMissing();
        if (_commitments[roundId][site] != 0) revert CommitmentAlreadyPosted(roundId, site);
        _commitments[roundId][site] = commitment;
        _posted[roundId] |= MemberSet.only(site);
        _heads[roundId] |= ANY_POSTED;
        emit CommitmentPosted(roundId, site, commitment);
    }

    /// @inheritdoc IRoundLedger
    function freezeSurvivors(
        uint32 roundId,
        RosterRound calldata withRoster,
        Survivors calldata survivors,
        Round[] calldata earlier
    ) external override {
        Round memory round = withRoster.whole();
        _requireOpener(roundId, round, Status.RosterFrozen);
        _requireBefore(roundId, round.figures.commitBy() + FREEZE_SPAN);
        if (survivors.maskedSumDigest == 0) revert DigestMissing();
        uint256 members = survivors.survivorBitmap;
        _checkSets(roundId, round, survivors.sharingBitmap, members);
        _bindQuery(roundId, round.queryDigest, members, earlier);
        bytes32 commitmentsRoot = _checkCommitments(roundId, round, survivors);
        uint32 studyId = round.figures.studyId();
        _countRound(studyId, members);
        round.blocks = round.blocks.withSurvivorsFrozen();
        round.sharingBitmap = survivors.sharingBitmap;
        round.survivorBitmap = members;
        round.commitmentsRoot = commitmentsRoot;
        round.maskedSumDigest = survivors.maskedSumDigest;
        _keep(roundId, round, Status.SurvivorsFrozen);
        emit SurvivorsFrozen(roundId, studyId, round.withSurvivors());
    }

    /// @inheritdoc IRoundLedger
    function finalizeRound(
        uint32 roundId,
        SurvivorsRound calldata withSurvivors,
        bytes32 resultDigest,
        bytes32 modelDigest
    ) external override {
        Round memory round = withSurvivors.whole();
        _requireOpener(roundId, round, Status.SurvivorsFrozen);
        if (resultDigest == 0) revert DigestMissing();
        uint32 holder = roundOfQuery[round.queryDigest];
        if (holder != roundId) revert QueryMovedOn(round.queryDigest, holder);
        round.blocks = round.blocks.withClosed();
        round.resultDigest = resultDigest;
        round.resultModelDigest = modelDigest;
        _keep(roundId, round, Status.Finalized);
        emit RoundFinalized(roundId, round.figures.studyId(), modelDigest, round);
    }

    /// @inheritdoc IRoundLedger
    function declareNotUnmasked(uint32 roundId, Round calldata round) external override {
        uint16 site = _callerWithRole(Roles.SITE);
        Status status = requireState(roundId, round);
        if (status == Status.Finalized) revert RoundStatusWrong(roundId, status, Status.SurvivorsFrozen);
        if (!round.survivorBitmap.has(site)) revert NotASurvivor(roundId, site);
        _requireAfter(roundId, round.figures.unmaskBy());
        uint256 declared = notUnmaskedBy[roundId];
        if (declared.has(site)) revert AlreadyDeclared(roundId, site);
        notUnmaskedBy[roundId] = declared | MemberSet.only(site);
        emit NotUnmaskedDeclared(roundId, site);
    }

    /// @inheritdoc IRoundLedger
    function abortRound(uint32 roundId, Round calldata round, bytes32 reason) external override {
        uint16 by = _callerWithRole(Roles.SITE | Roles.COORDINATOR);
        Status status = requireState(roundId, round);
        if (status == Status.Finalized || status == Status.Aborted) {
            revert RoundStatusWrong(roundId, status, Status.SurvivorsFrozen);
        }
        if (by != round.figures.opener() || status == Status.SurvivorsFrozen) {
            // Until there is a roster any member may clear a round that nobody carried on.
            bool concerned = status == Status.Open ||
                round.rosterBitmap.has(by) ||
                consortium.isActiveWithRole(msg.sender, Roles.COORDINATOR);
            if (!concerned) revert NotOnRoster(roundId, MemberSet.only(by));
            _requireAfter(roundId, _overdueAfter(round, status));
        }
        Round memory next = round;
        next.blocks = round.blocks.withClosed();
        next.abortReason = reason;
        _keep(roundId, next, Status.Aborted);
        emit RoundAborted(roundId, round.figures.studyId(), by, next);
    }

    /// @inheritdoc IRoundLedger
    function dispute(uint32 roundId, Round calldata round, bytes32 reasonDigest) external override {
        uint16 site = _callerWithRole(Roles.SITE);
        Status status = requireState(roundId, round);
        if (status != Status.SurvivorsFrozen && status != Status.Finalized) {
            revert RoundStatusWrong(roundId, status, Status.SurvivorsFrozen);
        }
        if (!round.survivorBitmap.has(site)) revert NotASurvivor(roundId, site);
        DisputeVotes storage disputed = _disputes[roundId];
        if (disputed.disputes.has(site)) revert AlreadyDisputed(roundId, site);
        if (reasonDigest == 0) revert DigestMissing();
        disputed.disputes |= MemberSet.only(site);
        // Votes cast before this dispute were not about it.
        disputed.votes = 0;
        emit RoundDisputed(roundId, site, reasonDigest);
    }

    /// @inheritdoc IRoundLedger
    function voteToDismiss(uint32 roundId) external override {
        uint16 voter = _callerWithRole(Roles.SITE);
        if (!isDisputed(roundId)) revert NotDisputed(roundId);
        DisputeVotes storage disputed = _disputes[roundId];
        if (disputed.votes.has(voter)) revert DismissalAlreadyVoted(roundId, voter);
        disputed.votes |= MemberSet.only(voter);
        emit DismissalVoted(roundId, voter);
        if (!consortium.carries(disputed.votes)) return;
        disputed.dismissed = disputed.disputes;
        emit DisputesDismissed(roundId, disputed.disputes);
    }

    /// @inheritdoc IRoundLedger
    function isDisputed(uint32 roundId) public view override returns (bool) {
        _head(roundId);
        return _disputes[roundId].disputes & ~_disputes[roundId].dismissed != 0;
    }

    /// @inheritdoc IRoundLedger
    function disputesOf(uint32 roundId) external view override returns (uint256 disputes, uint256 dismissed) {
        _head(roundId);
        return (_disputes[roundId].disputes, _disputes[roundId].dismissed);
    }

    /// @inheritdoc IRoundLedger
    function headOf(
        uint32 roundId
    ) external view override returns (bytes32 stateHash, Status status, uint40 blockNumber) {
        uint256 head = _head(roundId);
        return (bytes32(head >> HEAD_BITS), _statusIn(head), uint40(head));
    }

    /// @inheritdoc IRoundLedger
    function requireState(uint32 roundId, Round calldata round) public view override returns (Status) {
        uint256 head = _head(roundId);
        _requireHash(roundId, head, round);
        return _statusIn(head);
    }

    /// @inheritdoc IRoundLedger
    function openRoundOf(uint32 studyId) external view override returns (uint32) {
        uint32 latest = latestRoundOf[studyId];
        return _isUnfinished(latest) ? latest : 0;
    }

    /// @inheritdoc IRoundLedger
    function roundsUsed(uint32 studyId, uint16 site) external view override returns (uint32) {
        return uint32(_used[studyId][site / 8] >> (32 * (site % 8)));
    }

    /// @inheritdoc IRoundLedger
    function postedCommitment(uint32 roundId, uint16 site) external view override returns (bytes32) {
        return _commitments[roundId][site];
    }

    /// @dev U ⊆ S ⊆ roster, |U| ≥ m, and nobody is left out who posted its own commitment.
    function _checkSets(uint32 roundId, Round memory round, uint256 sharingBitmap, uint256 members) private view {
        uint256 strangers = sharingBitmap & ~round.rosterBitmap;
        if (strangers != 0) revert NotOnRoster(roundId, strangers);
        strangers = members & ~sharingBitmap;
        if (strangers != 0) revert NotInSharingSet(roundId, strangers);
        uint256 least = Thresholds.survivors(round.rosterBitmap.count(), round.figures.colluders());
        uint256 size = members.count();
        if (size < least) revert MembersTooFew(roundId, size, least);
        uint256 leftOut = _postedIn(roundId) & ~members;
        if (leftOut != 0) revert PostedLeftOut(roundId, leftOut);
    }

    /// @dev One set for a query, unless enough of the earlier survivors declared that they did not unmask theirs.
    function _bindQuery(uint32 roundId, bytes32 queryDigest, uint256 members, Round[] calldata earlier) private {
        uint32 holder = _requireUnanswered(queryDigest);
        if (holder != 0) {
            if (earlier.length != 1) revert RoundStateWrong(holder);
            Round calldata bound = earlier[0];
            requireState(holder, bound);
            if (bound.survivorBitmap != members) {
                uint256 t = Thresholds.shares(bound.rosterBitmap.count(), bound.figures.colluders());
                uint256 needed = bound.survivorBitmap.count() + 1 + bound.figures.colluders() - t;
                uint256 declared = notUnmaskedBy[holder].count();
                if (declared < needed) revert QueryBound(queryDigest, holder, bound.survivorBitmap, declared, needed);
            }
        }
        roundOfQuery[queryDigest] = roundId;
    }

    /// @dev Every survivor signed its commitment in the context of this round and sharing set.
    function _checkCommitments(
        uint32 roundId,
        Round memory round,
        Survivors calldata survivors
    ) private view returns (bytes32 root) {
        uint256 members = survivors.survivorBitmap;
        SurvivorCommitment[] calldata commitments = survivors.commitments;
        // Statements are signed by the accounts of the consent block, so that a round outlives a replacement.
        address[] memory accounts = consortium.signingAccounts(members, round.blocks.consentBlock());
        if (commitments.length != accounts.length) {
            revert CommitmentsMiscounted(roundId, commitments.length, accounts.length);
        }
        bytes32[] memory digests = new bytes32[](commitments.length);
        bytes32 context = _maskingContext(roundId, round, survivors.sharingBitmap);
        uint256 posted = _postedIn(roundId);
        for (uint256 i = 0; i < commitments.length; ++i) {
            uint16 site = members.lowest();
            members &= members - 1;
            digests[i] = commitments[i].digest;
            if (posted.has(site)) _requireAsPosted(roundId, site, digests[i]);
            if (!_isSigned(context, site, accounts[i], commitments[i])) revert CommitmentNotSigned(roundId, site);
        }
        return sha256(abi.encodePacked(digests));
    }

    function _requireAsPosted(uint32 roundId, uint16 site, bytes32 given) private view {
        bytes32 posted = _commitments[roundId][site];
        if (given != posted) revert CommitmentDiffers(roundId, site, posted);
    }

    /// @dev A suspended member has no account here, and a signature that recovers nothing has no signer: neither counts.
    function _isSigned(
        bytes32 context,
        uint16 site,
        address account,
        SurvivorCommitment calldata commitment
    ) private view returns (bool) {
        bytes32 statement = keccak256(
            abi.encode(STATEMENT_TYPEHASH, context, COMMITMENT_KIND, uint256(site), commitment.digest)
        );
        (address signer, , ) = ECDSA.tryRecover(_hashTypedDataV4(statement), commitment.r, commitment.vs);
        return signer != address(0) && signer == account;
    }

    /// @dev The set of sites that posted their commitments. Most rounds have none, and need not look.
    function _postedIn(uint32 roundId) private view returns (uint256) {
        return _heads[roundId] & ANY_POSTED == 0 ? 0 : _posted[roundId];
    }

    function _maskingContext(uint32 roundId, Round memory round, uint256 sharingBitmap) private view returns (bytes32) {
        return
            sha256(
                abi.encodePacked(
                    MASKING_STAGE,
                    _domainSeparatorV4(),
                    uint64(roundId),
                    round.manifestDigest,
                    round.stateDigest,
                    round.rosterRoot,
                    sharingBitmap
                )
            );
    }

    function _requireUnanswered(bytes32 queryDigest) private view returns (uint32 holder) {
        holder = roundOfQuery[queryDigest];
        if (holder != 0 && _statusIn(_heads[holder]) == Status.Finalized) revert QueryFinalized(queryDigest, holder);
    }

    function _checkMinimums(uint16 minSites, uint16 studyMinSites, uint8 colluders) private view {
        (uint16 leastSites, uint16 leastSurvivors) = consortium.minimums();
        if (leastSites < studyMinSites) leastSites = studyMinSites;
        // The study's own minimum is at least c + 2, so that two honest sites always stand in a sum.
        if (minSites < leastSites || Thresholds.survivors(minSites, colluders) < leastSurvivors) {
            revert MinimumsInvalid(minSites, leastSites, leastSurvivors);
        }
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

    function _overdueAfter(Round calldata round, Status status) private pure returns (uint40) {
        if (status == Status.Open) return round.figures.commitBy();
        return status == Status.RosterFrozen ? round.figures.commitBy() + FREEZE_SPAN : round.figures.unmaskBy();
    }

    function _requireBefore(uint32 roundId, uint40 deadline) private view {
        if (block.timestamp > deadline) revert DeadlinePassed(roundId, deadline, uint40(block.timestamp));
    }

    function _requireAfter(uint32 roundId, uint40 deadline) private view {
        if (block.timestamp <= deadline) revert DeadlineNotPassed(roundId, deadline, uint40(block.timestamp));
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

    /// @dev Adds one to the counter of each site. Each was below its 32-bit cap when the roster was frozen, and no other round of the
    /// study has counted since, so no lane overflows into the next.
    function _countRound(uint32 studyId, uint256 sites) private {
        for (uint16 word = 0; sites != 0; ++word) {
            uint256 increments = 0;
            for (uint256 lane = 0; lane < 8; ++lane) increments |= ((sites >> lane) & 1) << (32 * lane);
            if (increments != 0) _used[studyId][word] += increments;
            sites >>= 8;
        }
    }

    function _requireOpener(uint32 roundId, Round memory round, Status needed) private view {
        // Whom the state names is only believed once the state is found to be the round's.
        uint16 opener = round.figures.opener();
        if (!_isCaller(opener)) revert NotTheOpener(roundId, _callerWithRole(Roles.COORDINATOR), opener);
        _requireStatus(roundId, round, needed);
    }

    /// @dev Whether a coordinator is calling that is active now. Looks one slot up, since who must call is known.
    function _isCaller(uint16 opener) private view returns (bool) {
        return consortium.isMemberWithRole(opener, msg.sender, Roles.COORDINATOR);
    }

    function _requireStatus(uint32 roundId, Round memory round, Status needed) private view {
        uint256 head = _head(roundId);
        // First: what is brought along of a round in another status may be too short to be its state.
        if (_statusIn(head) != needed) revert RoundStatusWrong(roundId, _statusIn(head), needed);
        _requireHash(roundId, head, round);
    }

    function _keep(uint32 roundId, Round memory round, Status status) private {
        _heads[roundId] = (_hash(round) << HEAD_BITS) | (uint256(status) << BLOCK_BITS) | uint40(block.number);
    }

    function _requireHash(uint32 roundId, uint256 head, Round memory round) private pure {
        if (head >> HEAD_BITS != _hash(round)) revert RoundStateWrong(roundId);
    }

    function _hash(Round memory round) private pure returns (uint256) {
        return uint256(round.hash()) >> HEAD_BITS;
    }

    function _head(uint32 roundId) private view returns (uint256 head) {
        head = _heads[roundId];
        if (head == 0) revert RoundUnknown(roundId);
    }

    function _statusIn(uint256 head) private pure returns (Status) {
        return Status(uint8((head & ~ANY_POSTED) >> BLOCK_BITS));
    }

    function _isUnfinished(uint32 roundId) private view returns (bool) {
        Status status = _statusIn(_heads[roundId]);
        return status != Status.None && status != Status.Finalized && status != Status.Aborted;
    }
}
