// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStudyRegistry} from "./IStudyRegistry.sol";

/// @title The round state machine: the bulletin board of the secure aggregation
/// @notice Four coordinator transactions a round, whatever the number of sites: open, freeze roster, freeze survivors, finalise.
/// @dev A round is one slot: a hash of its state, its status and the block of its last step. Whoever takes the next step brings the
/// state along, and the event of each step carries the state after it: `headOf` says in which block to read it. The opener's steps and
/// the events leave off the words that are still zero.
interface IRoundLedger {
    /// @notice Where a round stands. It moves only forward.
    enum Status {
        None,
        Open,
        RosterFrozen,
        SurvivorsFrozen,
        Finalized,
        Aborted
    }

    /// @notice What the coordinator declares when it opens a round.
    /// @param manifestDigest SHA-256 of the round manifest
    /// @param stateDigest SHA-256 of the state that the round starts from
    /// @param queryDigest SHA-256 of what is asked, the stage, the iteration and the state: equal for equal questions
    /// @param minSites Fewest sites on the roster, at least the study's and the consortium's minimum
    /// @param joinBy, commitBy, unmaskBy Deadlines in unix seconds, in this order; unmaskBy at most 30 days after commitBy
    struct RoundTerms {
        uint32 studyId;
        bytes32 manifestDigest;
        bytes32 stateDigest;
        bytes32 queryDigest;
        uint16 minSites;
        uint40 joinBy;
        uint40 commitBy;
        uint40 unmaskBy;
    }

    /// @notice The state of a round. Blocks, sets and digests are zero until their step happened.
    /// @param figures Study, the study's round before this one (0 for the first), opener, fewest sites, sites that may collude with the
    /// coordinator (c, the study's) and the three deadlines: bit by bit in libraries/RoundWords.sol
    /// @param blocks Consent block (consents count as of its end) and its time, the blocks of both freezes and of the end: same place
    /// @param sharingBitmap S, the sites in which everyone's masks cancel
    /// @param survivorBitmap U, the sites whose sum is opened
    /// @param commitmentsRoot SHA-256 of the survivors' commitment digests in index order
    /// @param maskedSumDigest SHA-256 of the sum of the survivors' masked vectors
    /// @param resultModelDigest The state that the round leaves if that is a model, else zero
    /// @param abortReason Reason code of an aborted round
    struct Round {
        uint256 figures;
        uint256 blocks;
        bytes32 manifestDigest;
        bytes32 stateDigest;
        bytes32 queryDigest;
        uint256 rosterBitmap;
        bytes32 rosterRoot;
        uint256 sharingBitmap;
        uint256 survivorBitmap;
        bytes32 commitmentsRoot;
        bytes32 maskedSumDigest;
        bytes32 resultDigest;
        bytes32 resultModelDigest;
        bytes32 abortReason;
    }

    /// @notice The state of a round that is open: the first words of Round, the others are zero.
    struct OpenedRound {
        uint256 figures;
        uint256 blocks;
        bytes32 manifestDigest;
        bytes32 stateDigest;
        bytes32 queryDigest;
    }

    /// @notice The state of a round whose roster is frozen: the first words of Round, the others are zero.
    struct RosterRound {
        uint256 figures;
        uint256 blocks;
        bytes32 manifestDigest;
        bytes32 stateDigest;
        bytes32 queryDigest;
        uint256 rosterBitmap;
        bytes32 rosterRoot;
    }

    /// @notice The state of a round whose survivors are frozen: the first words of Round, the others are zero.
    struct SurvivorsRound {
        uint256 figures;
        uint256 blocks;
        bytes32 manifestDigest;
        bytes32 stateDigest;
        bytes32 queryDigest;
        uint256 rosterBitmap;
        bytes32 rosterRoot;
        uint256 sharingBitmap;
        uint256 survivorBitmap;
        bytes32 commitmentsRoot;
        bytes32 maskedSumDigest;
    }

    /// @notice One survivor's commitment: the digest it signed, and the signature in the short form of EIP-2098.
    struct SurvivorCommitment {
        bytes32 digest;
        bytes32 r;
        bytes32 vs;
    }

    /// @notice Whose sum is to be opened.
    /// @param sharingBitmap S, a subset of the roster
    /// @param survivorBitmap U, a subset of S with everyone who posted its commitment
    /// @param maskedSumDigest SHA-256 of the sum of their masked vectors
    /// @param commitments Of each survivor, in index order
    struct Survivors {
        uint256 sharingBitmap;
        uint256 survivorBitmap;
        bytes32 maskedSumDigest;
        SurvivorCommitment[] commitments;
    }

    /// @notice A round opened; this block is its consent block.
    event RoundOpened(uint32 indexed roundId, uint32 indexed studyId, uint16 indexed opener, OpenedRound round);
    /// @notice The roster was frozen.
    event RosterFrozen(uint32 indexed roundId, uint32 indexed studyId, RosterRound round);
    /// @notice A site put its own commitment on record.
    event CommitmentPosted(uint32 indexed roundId, uint16 indexed site, bytes32 commitment);
    /// @notice The survivors were frozen and one round was counted for each.
    event SurvivorsFrozen(uint32 indexed roundId, uint32 indexed studyId, SurvivorsRound round);
    /// @notice The round has its result. Unless `modelDigest` is zero, it made a model, a candidate from now on, whose id is the round's
    /// and whose parent is the state that the round started from.
    event RoundFinalized(uint32 indexed roundId, uint32 indexed studyId, bytes32 indexed modelDigest, Round round);
    /// @notice The round ended without a result.
    event RoundAborted(uint32 indexed roundId, uint32 indexed studyId, uint16 indexed by, Round round);
    /// @notice A survivor declared that it has not unmasked the round, nor an earlier one of its query, and never will.
    event NotUnmaskedDeclared(uint32 indexed roundId, uint16 indexed site);
    /// @notice A survivor disputes the round's result.
    event RoundDisputed(uint32 indexed roundId, uint16 indexed site, bytes32 reasonDigest);
    /// @notice A site voted to dismiss the disputes of a round.
    event DismissalVoted(uint32 indexed roundId, uint16 indexed voter);
    /// @notice The sites dismissed the disputes of a round.
    event DisputesDismissed(uint32 indexed roundId, uint256 disputes);

    /// @notice No such round.
    error RoundUnknown(uint32 roundId);
    /// @notice The state that was brought along is not the round's.
    error RoundStateWrong(uint32 roundId);
    /// @notice The round is not in the status that the call needs.
    error RoundStatusWrong(uint32 roundId, Status status, Status needed);
    /// @notice The study still has an unfinished round.
    error RoundUnfinished(uint32 studyId, uint32 roundId);
    /// @notice Only the member that the study names opens its rounds.
    error NotTheStudysOpener(uint32 studyId, uint16 member, uint16 opener);
    /// @notice Only the member that opened the round may do this.
    error NotTheOpener(uint32 roundId, uint16 member, uint16 opener);
    /// @notice The deadlines are not in the future, not in order, or too far: commitBy after `latestCommitBy`, or unmaskBy over 30 days later.
    error DeadlinesInvalid(uint40 joinBy, uint40 commitBy, uint40 unmaskBy, uint40 latestCommitBy);
    /// @notice The deadline has passed.
    error DeadlinePassed(uint32 roundId, uint40 deadline, uint40 timestamp);
    /// @notice The deadline has not passed yet.
    error DeadlineNotPassed(uint32 roundId, uint40 deadline, uint40 timestamp);
    /// @notice Fewer sites than study or consortium demand, or so few that fewer survivors than `leastSurvivors` would do.
    error MinimumsInvalid(uint16 minSites, uint16 leastSites, uint16 leastSurvivors);
    /// @notice A digest or root that must be given is zero.
    error DigestMissing();
    /// @notice Fewer members in the set than the round needs.
    error MembersTooFew(uint32 roundId, uint256 count, uint256 minimum);
    /// @notice The members in `members` are no active sites.
    error RosterNotActiveSites(uint32 roundId, uint256 members);
    /// @notice The members in `members` are not on the roster.
    error NotOnRoster(uint32 roundId, uint256 members);
    /// @notice The members in `members` are not in the sharing set.
    error NotInSharingSet(uint32 roundId, uint256 members);
    /// @notice The members in `members` posted their commitments and are left out.
    error PostedLeftOut(uint32 roundId, uint256 members);
    /// @notice The site posted another commitment than the one given.
    error CommitmentDiffers(uint32 roundId, uint16 site, bytes32 posted);
    /// @notice Not one commitment for each survivor.
    error CommitmentsMiscounted(uint32 roundId, uint256 given, uint256 survivors);
    /// @notice The commitment is not signed by its site's account.
    error CommitmentNotSigned(uint32 roundId, uint16 site);
    /// @notice The query has its answer: the result of `roundId`.
    error QueryFinalized(bytes32 queryDigest, uint32 roundId);
    /// @notice The query was frozen for other survivors, and fewer than `needed` of them declared that they did not unmask it.
    error QueryBound(bytes32 queryDigest, uint32 roundId, uint256 survivors, uint256 declared, uint256 needed);
    /// @notice A later round froze the query.
    error QueryMovedOn(bytes32 queryDigest, uint32 roundId);
    /// @notice The site was no survivor of the round.
    error NotASurvivor(uint32 roundId, uint16 site);
    /// @notice The site has used all rounds that study and grant allow.
    error RoundsExhausted(uint32 studyId, uint16 site, uint32 used, uint32 cap);
    /// @notice The site already posted its commitment.
    error CommitmentAlreadyPosted(uint32 roundId, uint16 site);
    /// @notice The site already declared that it did not unmask the round.
    error AlreadyDeclared(uint32 roundId, uint16 site);
    /// @notice The site already disputed the round.
    error AlreadyDisputed(uint32 roundId, uint16 site);
    /// @notice The site already voted to dismiss the disputes.
    error DismissalAlreadyVoted(uint32 roundId, uint16 voter);
    /// @notice The round has no open dispute.
    error NotDisputed(uint32 roundId);

    /// @notice The studies whose rounds these are.
    function studyRegistry() external view returns (IStudyRegistry);

    /// @notice Opens a round; this block becomes its consent block. The member that the study names only, an active coordinator.
    /// @dev Reverts QueryFinalized where the question has its answer already, in whatever study.
    /// @return roundId Sequential from 1
    function openRound(RoundTerms calldata terms) external returns (uint32 roundId);

    /// @notice Freezes the roster, once, until commitBy. The opener only.
    /// @param rosterBitmap Set of sites; each active, with a live grant and a round left
    /// @param rosterRoot Root over the members' signed adverts
    function freezeRoster(
        uint32 roundId,
        OpenedRound calldata opened,
        uint256 rosterBitmap,
        bytes32 rosterRoot
    ) external;

    /// @notice Puts the caller's own commitment on record, should the coordinator withhold it: the survivors then include the caller.
    /// Roster sites, once, until commitBy.
    /// @param commitment The digest that the caller signed
    function postCommitment(uint32 roundId, Round calldata round, bytes32 commitment) external;

    /// @notice Freezes the survivors, once, until a minute after commitBy, and counts one round for each. The opener only.
    /// @dev Each survivor's signature is checked, so that no round is counted for a site that did not commit. Caps and grants are those of
    /// the roster's freeze: a site that lowers its cap or withdraws later admits no new round, and ends none.
    /// A query is answered for one set: if an earlier round froze it, for the same survivors, or for others only after
    /// |U| − t + 1 + c of those declared that they did not unmask it. Then t − 1 shares at most can exist anywhere.
    /// @param earlier The state of the round that froze the query last, or none if no round did
    function freezeSurvivors(
        uint32 roundId,
        RosterRound calldata withRoster,
        Survivors calldata survivors,
        Round[] calldata earlier
    ) external;

    /// @notice Records the result, once. The opener only. `modelDigest` is zero where the round leaves no model.
    function finalizeRound(
        uint32 roundId,
        SurvivorsRound calldata withSurvivors,
        bytes32 resultDigest,
        bytes32 modelDigest
    ) external;

    /// @notice Declares that the caller has not unmasked the round, nor any earlier one that froze its query for the same survivors,
    /// and never will. Survivors, once, after unmaskBy, unless the round has its result.
    function declareNotUnmasked(uint32 roundId, Round calldata round) external;

    /// @notice Ends a round without a result: its opener before the survivors are frozen, the members concerned once the next step is overdue.
    /// @dev What a passed deadline does, by status. Deadlines are inclusive: a step in the second of its deadline is in time.
    /// - joinBy: nothing on chain; sites send no adverts later, and the opener freezes the roster of those who did.
    /// - Open, commitBy passed: no roster is frozen any more; any active site or coordinator may abort.
    /// - RosterFrozen, commitBy passed: survivors are frozen for a minute still; after it any roster site or active coordinator may abort.
    /// - SurvivorsFrozen, unmaskBy passed: any roster site or active coordinator, the opener included, may abort; not before, since
    ///   sites may have unmasked. Until one does, the opener may still finalise. An abort leaves the query bound to its survivors.
    /// - Finalized, Aborted: nobody may.
    /// Reverts RoundStatusWrong, NotOnRoster (not concerned) or DeadlineNotPassed, in this order.
    function abortRound(uint32 roundId, Round calldata round, bytes32 reason) external;

    /// @notice Disputes a result, which blocks its model until the sites vote. Survivors only, each once.
    function dispute(uint32 roundId, Round calldata round, bytes32 reasonDigest) external;

    /// @notice Votes to dismiss the disputes that stand now; a later dispute clears the votes. Active sites only, each once.
    function voteToDismiss(uint32 roundId) external;

    /// @notice Whether a dispute stands that no vote dismissed.
    function isDisputed(uint32 roundId) external view returns (bool);

    /// @notice The members that disputed a round, and those whose disputes a vote dismissed, as sets.
    function disputesOf(uint32 roundId) external view returns (uint256 disputes, uint256 dismissed);

    /// @notice Number of rounds; ids run from 1.
    function roundCount() external view returns (uint32);

    /// @notice Hash of a round's state (208 bits), its status, and the block whose event carries the state. Reverts RoundUnknown.
    function headOf(uint32 roundId) external view returns (bytes32 stateHash, Status status, uint40 blockNumber);

    /// @notice The status of a round; reverts RoundStateWrong unless `round` is its state.
    function requireState(uint32 roundId, Round calldata round) external view returns (Status);

    /// @notice The study's newest round, 0 if it has none.
    function latestRoundOf(uint32 studyId) external view returns (uint32);

    /// @notice The id of the study's unfinished round, 0 if none.
    function openRoundOf(uint32 studyId) external view returns (uint32);

    /// @notice The round that froze a query last, 0 if none did.
    function roundOfQuery(bytes32 queryDigest) external view returns (uint32);

    /// @notice The survivors that declared that they did not unmask the round, as a set.
    function notUnmaskedBy(uint32 roundId) external view returns (uint256);

    /// @notice Rounds counted for a site in a study.
    function roundsUsed(uint32 studyId, uint16 site) external view returns (uint32);

    /// @notice The commitment a site posted itself, zero if none.
    function postedCommitment(uint32 roundId, uint16 site) external view returns (bytes32);
}
