// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStudyRegistry} from "./IStudyRegistry.sol";

/// @title The round state machine: the bulletin board of the secure aggregation
/// @notice Four coordinator transactions a round, whatever the number of sites: open, freeze roster, freeze survivors, finalise.
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
    /// @param modelDigest SHA-256 of the base model, zero when the workload has none
    /// @param minSurvivors Fewest survivors whose sum may be opened, at least the consortium's minimum
    /// @param minSites Fewest sites on the roster, at least minSurvivors, the study's and the consortium's minimum
    /// @param joinBy, commitBy, unmaskBy Deadlines in unix seconds, in this order; unmaskBy at most 30 days after commitBy
    struct RoundTerms {
        uint32 studyId;
        bytes32 manifestDigest;
        bytes32 modelDigest;
        uint16 minSurvivors;
        uint16 minSites;
        uint40 joinBy;
        uint40 commitBy;
        uint40 unmaskBy;
    }

    /// @notice A round as stored. Block numbers are zero until their step happened.
    /// @param consentBlock Block that opened the round: consents count as of its end
    /// @param consentTimestamp Time of that block, unix seconds
    /// @param closedBlock Block that finalised or aborted the round
    /// @param disputes Members that disputed the result
    /// @param dismissed Disputes that a vote dismissed
    /// @param abortReason Reason code of an aborted round
    struct Round {
        uint32 studyId;
        uint16 opener;
        Status status;
        uint16 minSurvivors;
        uint16 minSites;
        uint40 joinBy;
        uint40 commitBy;
        uint40 unmaskBy;
        uint40 consentTimestamp;
        uint40 consentBlock;
        uint40 rosterFrozenBlock;
        uint40 survivorsFrozenBlock;
        uint40 closedBlock;
        bytes32 manifestDigest;
        bytes32 modelDigest;
        uint256 rosterBitmap;
        bytes32 rosterRoot;
        uint256 survivorBitmap;
        bytes32 commitmentsRoot;
        bytes32 resultDigest;
        bytes32 resultModelDigest;
        bytes32 abortReason;
        uint256 disputes;
        uint256 dismissed;
        uint256 dismissalVotes;
    }

    /// @notice A round opened; this block is its consent block.
    event RoundOpened(
        uint32 indexed roundId,
        uint32 indexed studyId,
        uint16 indexed opener,
        bytes32 manifestDigest,
        bytes32 modelDigest
    );
    /// @notice The roster was frozen.
    event RosterFrozen(uint32 indexed roundId, uint256 rosterBitmap, bytes32 rosterRoot);
    /// @notice A site put its own commitment on record.
    event CommitmentPosted(uint32 indexed roundId, uint16 indexed site, bytes32 commitment);
    /// @notice The survivors were frozen and one round was counted for each.
    event SurvivorsFrozen(uint32 indexed roundId, uint256 survivorBitmap, bytes32 commitmentsRoot);
    /// @notice The round has its result.
    event RoundFinalized(
        uint32 indexed roundId,
        uint32 indexed studyId,
        bytes32 resultDigest,
        bytes32 modelDigest
    );
    /// @notice The round ended without a result.
    event RoundAborted(uint32 indexed roundId, uint32 indexed studyId, uint16 indexed by, bytes32 reason);
    /// @notice A survivor disputes the round's result.
    event RoundDisputed(uint32 indexed roundId, uint16 indexed site, bytes32 reasonDigest);
    /// @notice A site voted to dismiss the disputes of a round.
    event DismissalVoted(uint32 indexed roundId, uint16 indexed voter);
    /// @notice The sites dismissed the disputes of a round.
    event DisputesDismissed(uint32 indexed roundId, uint256 disputes);

    /// @notice No such round.
    error RoundUnknown(uint32 roundId);
    /// @notice The round is not in the status that the call needs.
    error RoundStatusWrong(uint32 roundId, Status status, Status needed);
    /// @notice The study still has an unfinished round.
    error RoundUnfinished(uint32 studyId, uint32 roundId);
    /// @notice Only the member that opened the round may do this.
    error NotTheOpener(uint32 roundId, uint16 member, uint16 opener);
    /// @notice The deadlines are not in the future, not in order, or too far: commitBy after `latestCommitBy`, or unmaskBy over 30 days later.
    error DeadlinesInvalid(uint40 joinBy, uint40 commitBy, uint40 unmaskBy, uint40 latestCommitBy);
    /// @notice The deadline has passed.
    error DeadlinePassed(uint32 roundId, uint40 deadline, uint40 timestamp);
    /// @notice The deadline has not passed yet.
    error DeadlineNotPassed(uint32 roundId, uint40 deadline, uint40 timestamp);
    /// @notice The minimums are below what study and consortium demand, or fewer sites than survivors.
    error MinimumsInvalid(uint16 minSurvivors, uint16 minSites, uint16 leastSurvivors, uint16 leastSites);
    /// @notice A digest or root that must be given is zero.
    error DigestMissing();
    /// @notice Fewer members in the set than the round's minimum.
    error MembersTooFew(uint32 roundId, uint256 count, uint16 minimum);
    /// @notice The members in `members` are no active sites.
    error RosterNotActiveSites(uint32 roundId, uint256 members);
    /// @notice The members in `members` are not on the roster.
    error NotOnRoster(uint32 roundId, uint256 members);
    /// @notice The site was no survivor of the round.
    error NotASurvivor(uint32 roundId, uint16 site);
    /// @notice The site has used all rounds that study and grant allow.
    error RoundsExhausted(uint32 studyId, uint16 site, uint32 used, uint32 cap);
    /// @notice The site already posted its commitment.
    error CommitmentAlreadyPosted(uint32 roundId, uint16 site);
    /// @notice The site already disputed the round.
    error AlreadyDisputed(uint32 roundId, uint16 site);
    /// @notice The site already voted to dismiss the disputes.
    error DismissalAlreadyVoted(uint32 roundId, uint16 voter);
    /// @notice The round has no open dispute.
    error NotDisputed(uint32 roundId);

    /// @notice The studies whose rounds these are.
    function studyRegistry() external view returns (IStudyRegistry);

    /// @notice Opens a round; this block becomes its consent block. Active coordinators only.
    /// @return roundId Sequential from 1
    function openRound(RoundTerms calldata terms) external returns (uint32 roundId);

    /// @notice Freezes the roster, once, until commitBy. The opener only.
    /// @param rosterBitmap Set of sites; each active, with a live grant and a round left
    /// @param rosterRoot Root over the members' signed adverts
    function freezeRoster(uint32 roundId, uint256 rosterBitmap, bytes32 rosterRoot) external;

    /// @notice Puts the caller's own commitment on record, should the coordinator withhold it. Roster sites, once, before the survivors are frozen.
    function postCommitment(uint32 roundId, bytes32 commitment) external;

    /// @notice Freezes the survivors, once, until unmaskBy, and counts one round for each. The opener only.
    /// @param survivorBitmap Subset of the roster
    /// @param commitmentsRoot Root over the survivors' signed commitments
    function freezeSurvivors(uint32 roundId, uint256 survivorBitmap, bytes32 commitmentsRoot) external;

    /// @notice Records the result, once, and registers the model unless its digest is zero. The opener only.
    function finalizeRound(uint32 roundId, bytes32 resultDigest, bytes32 modelDigest) external;

    /// @notice Ends a round without a result: its opener at any time before the result, the members concerned once the next step is overdue.
    /// @dev What a passed deadline does, by status. Deadlines are inclusive: a step in the second of its deadline is in time.
    /// - joinBy: nothing on chain; sites send no adverts later, and the opener freezes the roster of those who did.
    /// - Open, commitBy passed: no roster is frozen any more; any active site or coordinator may abort.
    /// - RosterFrozen, commitBy passed: nothing yet, survivors are frozen until unmaskBy. unmaskBy passed: no survivors are
    ///   frozen any more; any roster site or active coordinator may abort.
    /// - SurvivorsFrozen, unmaskBy passed: any roster site or active coordinator may abort; until one does, the opener may
    ///   still finalise, since the survivors' answers are in.
    /// - Finalized, Aborted: nobody may.
    /// Reverts RoundStatusWrong, NotOnRoster (not concerned) or DeadlineNotPassed, in this order.
    function abortRound(uint32 roundId, bytes32 reason) external;

    /// @notice Disputes a result, which blocks its model until the sites vote. Survivors only, each once.
    function dispute(uint32 roundId, bytes32 reasonDigest) external;

    /// @notice Votes to dismiss the disputes that stand now; a later dispute clears the votes. Active sites only, each once.
    function voteToDismiss(uint32 roundId) external;

    /// @notice Whether a dispute stands that no vote dismissed.
    function isDisputed(uint32 roundId) external view returns (bool);

    /// @notice Number of rounds; ids run from 1.
    function roundCount() external view returns (uint32);

    /// @notice A round; reverts RoundUnknown.
    function roundAt(uint32 roundId) external view returns (Round memory);

    /// @notice The ids of a study's rounds, oldest first.
    function roundsOf(uint32 studyId) external view returns (uint32[] memory);

    /// @notice The id of the study's unfinished round, 0 if none.
    function openRoundOf(uint32 studyId) external view returns (uint32);

    /// @notice Rounds counted for a site in a study.
    function roundsUsed(uint32 studyId, uint16 site) external view returns (uint32);

    /// @notice The commitment a site posted itself, zero if none.
    function postedCommitment(uint32 roundId, uint16 site) external view returns (bytes32);
}
