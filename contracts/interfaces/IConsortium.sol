// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccountRecovery} from "./IAccountRecovery.sol";

/// @title The members of the consortium, their roles, and the votes that change them
/// @notice A member has a permanent index below 256, so a set of members is one 256-bit word.
interface IConsortium is IAccountRecovery {
    /// @notice Whether a member may act. A suspended member may only rotate its own keys, account and custodians, and read.
    enum Status {
        None,
        Active,
        Suspended
    }

    /// @notice What a proposal does when enough active sites have voted for it.
    enum ProposalKind {
        None,
        Admit,
        Suspend,
        Reinstate,
        ChangeRule,
        ChangeMinimums,
        Rename,
        ReplaceAccount
    }

    /// @notice A candidate: a founder, or the subject of an admission.
    /// @param account The account that acts for the member
    /// @param roles SITE = 1, COORDINATOR = 2, AUDITOR = 4, SPONSOR = 8, added together
    /// @param boxKey X25519 public key to which members seal messages
    /// @param peerId libp2p peer id as text, at most 64 bytes; may be empty only for members that are neither site nor coordinator
    /// @param name What people call the member, such as the hospital's name: 1 to 100 bytes of UTF-8, and no other member's
    /// @param custodians keccak256 of three signers, any two of whom can give the member another account; all zero for none
    struct Candidate {
        address account;
        uint8 roles;
        bytes32 boxKey;
        bytes peerId;
        bytes name;
        bytes32[3] custodians;
    }

    /// @notice A member as stored. Only a vote changes `name`: the voters have read it, and patients consent to a hospital by it.
    /// `accountSince` is the block in which the member got this account in place of another, 0 if it never had another.
    /// @dev The contract does not look into a name: whoever shows one escapes what is not printable, and shows the index too.
    struct Member {
        address account;
        uint8 roles;
        Status status;
        uint40 accountSince;
        bytes32 boxKey;
        bytes peerId;
        bytes name;
    }

    /// @notice A proposal as stored. `votes` is the set of members that voted for it, each at most once.
    struct Proposal {
        ProposalKind kind;
        bool executed;
        uint40 expiresAt;
        uint16 proposer;
        uint16 subject;
        uint16 numerator;
        uint16 denominator;
        uint16 minSites;
        uint16 minSurvivors;
        uint256 votes;
    }

    /// @notice A member was founded or admitted.
    event MemberAdmitted(
        uint16 indexed index,
        address indexed account,
        uint8 roles,
        bytes32 boxKey,
        bytes peerId,
        bytes name
    );
    /// @notice A member got another name.
    event MemberRenamed(uint16 indexed index, bytes name);
    /// @notice A member was suspended.
    event MemberSuspended(uint16 indexed index);
    /// @notice A suspended member was reinstated.
    event MemberReinstated(uint16 indexed index);
    /// @notice A member replaced its own peer id and sealing key.
    event KeysRotated(uint16 indexed index, bytes32 boxKey, bytes peerId);
    /// @notice A proposal was made; its proposer's vote is counted.
    event ProposalMade(uint32 indexed proposalId, ProposalKind kind, uint16 indexed proposer, uint40 expiresAt);
    /// @notice A site voted for a proposal.
    event ProposalVoted(uint32 indexed proposalId, uint16 indexed voter);
    /// @notice A proposal passed and took effect.
    event ProposalExecuted(uint32 indexed proposalId);
    /// @notice The share of active sites that a vote must exceed changed.
    event RuleChanged(uint16 numerator, uint16 denominator);
    /// @notice The least that every study and round must ask for changed.
    event MinimumsChanged(uint16 minSites, uint16 minSurvivors);

    /// @notice The account is no member's.
    error MemberUnknown(address account);
    /// @notice No member has this index.
    error MemberIndexUnknown(uint16 index);
    /// @notice No member has this peer id.
    error PeerUnknown(bytes peerId);
    /// @notice The member is suspended and may only rotate its keys.
    error MemberNotActive(uint16 index);
    /// @notice The member is not suspended, so it cannot be reinstated.
    error MemberNotSuspended(uint16 index);
    /// @notice The member has none of the roles in `roles`.
    error RoleMissing(uint16 index, uint8 roles);
    /// @notice The roles are empty or hold an unknown bit.
    error RolesInvalid(uint8 roles);
    /// @notice The account is zero.
    error AccountInvalid(address account);
    /// @notice The account already belongs to a member.
    error AccountTaken(address account, uint16 index);
    /// @notice The peer id already belongs to a member.
    error PeerTaken(bytes peerId, uint16 index);
    /// @notice The peer id is longer than 64 bytes, or empty for a site or coordinator.
    error PeerIdInvalid(uint256 length);
    /// @notice The name is empty or longer than 100 bytes.
    error NameInvalid(uint256 length);
    /// @notice A member already has this very name.
    error NameTaken(bytes name, uint16 index);
    /// @notice The sealing key is zero.
    error BoxKeyInvalid();
    /// @notice The consortium already has 256 members.
    error ConsortiumFull();
    /// @notice Fewer founding sites, or active sites left after a suspension, than the `minimum` that any vote needs.
    error SitesTooFew(uint256 count, uint256 minimum);
    /// @notice No such proposal.
    error ProposalUnknown(uint32 proposalId);
    /// @notice The proposal already took effect.
    error ProposalClosed(uint32 proposalId);
    /// @notice The proposal's time has passed.
    error ProposalExpired(uint32 proposalId, uint40 expiresAt);
    /// @notice The member already voted for this.
    error AlreadyVoted(uint16 voter);
    /// @notice A rule must be at least one half and below one.
    error RuleInvalid(uint16 numerator, uint16 denominator);
    /// @notice Survivors are at least 2, and sites at least as many and fewer than 256.
    error MinimumsOutOfRange(uint16 minSites, uint16 minSurvivors);

    /// @notice Number of members ever admitted.
    function memberCount() external view returns (uint16);

    /// @notice The member with this index; reverts MemberIndexUnknown.
    function memberAt(uint16 index) external view returns (Member memory);

    /// @notice The index of an account, whatever its status; reverts MemberUnknown.
    function indexOf(address account) external view returns (uint16);

    /// @notice The index of a peer id, whatever its status; reverts PeerUnknown.
    function indexOfPeer(bytes calldata peerId) external view returns (uint16);

    /// @notice Whether the account is an active member with at least one of `roles`.
    function isActiveWithRole(address account, uint8 roles) external view returns (bool);

    /// @notice The index of an active member with at least one of `roles`. The one place of role checks.
    /// @dev Reverts MemberUnknown, MemberNotActive or RoleMissing.
    function requireRole(address account, uint8 roles) external view returns (uint16 index);

    /// @notice Whether the account is now that of an active member with this index and at least one of `roles`.
    /// @dev For who is to act: one slot, where `requireRole` first looks the account up. False for an unknown index.
    function isMemberWithRole(uint16 index, address account, uint8 roles) external view returns (bool);

    /// @notice The account that each member of the set had at the end of a block, in index order; zero where the member is unknown or
    /// not active now.
    function signingAccounts(uint256 members, uint256 blockNumber) external view returns (address[] memory accounts);

    /// @notice The set of active sites, bit i for member i.
    function activeSites() external view returns (uint256);

    /// @notice The set of members ever admitted as sites, suspended ones included.
    function knownSites() external view returns (uint256);

    /// @notice Whether the votes of the active sites among `votes` carry: at least two, and more than the stored share.
    function carries(uint256 votes) external view returns (bool);

    /// @notice The share of active sites that votes must exceed. A vote is judged by the rule in force when it is cast.
    function rule() external view returns (uint16 numerator, uint16 denominator);

    /// @notice The fewest sites a study or round may ask for, and the fewest survivors whose sum a round may open. 2 and 2 at first.
    /// @dev The one place of these figures: StudyRegistry and RoundLedger read them here. Open rounds keep their own.
    function minimums() external view returns (uint16 minSites, uint16 minSurvivors);

    /// @notice Proposes to admit a member. Active sites only; counts as the proposer's vote.
    function proposeAdmission(Candidate calldata candidate) external returns (uint32 proposalId);

    /// @notice Proposes to suspend an active member. Active sites only; counts as the proposer's vote.
    /// @dev Reverts SitesTooFew if fewer active sites were left than any vote needs: nobody could vote them back.
    function proposeSuspension(uint16 index) external returns (uint32 proposalId);

    /// @notice Proposes to reinstate a suspended member. Active sites only; counts as the proposer's vote.
    function proposeReinstatement(uint16 index) external returns (uint32 proposalId);

    /// @notice Proposes another share for votes to exceed. Active sites only; counts as the proposer's vote.
    function proposeRule(uint16 numerator, uint16 denominator) external returns (uint32 proposalId);

    /// @notice Proposes other minimums for studies published and rounds opened from then on. Active sites only; counts as the proposer's vote.
    /// @param minSites Fewest sites of a study or round, minSurvivors to 255
    /// @param minSurvivors Fewest survivors of a round, at least 2
    function proposeMinimums(uint16 minSites, uint16 minSurvivors) external returns (uint32 proposalId);

    /// @notice Proposes another name for a member. Active sites only; counts as the proposer's vote.
    /// @param name 1 to 100 bytes of UTF-8, and no member's
    function proposeRenaming(uint16 index, bytes calldata name) external returns (uint32 proposalId);

    /// @notice Votes for a proposal; it takes effect in the same call once carried. Active sites only, each once.
    function vote(uint32 proposalId) external;

    /// @notice A proposal and the votes cast for it; reverts ProposalUnknown.
    function proposalAt(uint32 proposalId) external view returns (Proposal memory);

    /// @notice The candidate of an admission; of a renaming only `name` is set, of another account only `account`. Reverts ProposalUnknown.
    function candidateOf(uint32 proposalId) external view returns (Candidate memory);

    /// @notice Number of proposals ever made; ids run from 1.
    function proposalCount() external view returns (uint32);

    /// @notice Replaces the caller's own peer id and sealing key, also while suspended. The name stays.
    function rotateKeys(bytes calldata peerId, bytes32 boxKey) external;
}
