// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title How a member gets another account: by itself, by two of its three custodians, or by the sites' vote
/// @notice The member keeps its index, and with it everything that contracts keep by index: consents, grants, votes, rounds.
///         An account that was replaced has no right any more and never becomes a member's again.
interface IAccountRecovery {
    /// @notice Who replaced an account.
    enum Replacement {
        None,
        ByMember,
        ByCustodians,
        ByVote
    }

    /// @notice A custodian's approval of a recovery: a signature over RecoverAccount(uint16 member,address account,uint32 nonce,uint40 deadline).
    /// @param signer The custodian as in ERC-7913: a 20-byte account (ECDSA or ERC-1271), or verifier and key
    struct Approval {
        bytes signer;
        bytes signature;
    }

    /// @notice What is registered and under way for one member.
    /// @param custodians keccak256 of each custodian's signer; all zero where there is none
    /// @param nextCustodians Custodians that follow at `nextFrom`, unless a recovery is under way then; meaningless where `nextFrom` is 0
    /// @param nextFrom Unix seconds; 0 where nothing follows
    /// @param nonce What an approval must say; every start and stop and every replacement raises it
    /// @param offered The account that the present one offers its place to; zero for none
    /// @param account The account that custodians put forward; zero for none
    /// @param readyAt Unix seconds; from then on `account` may take its place
    /// @param expiresAt Unix seconds; last second in which it may
    struct Recovery {
        bytes32[3] custodians;
        bytes32[3] nextCustodians;
        uint40 nextFrom;
        uint32 nonce;
        address offered;
        address account;
        uint40 readyAt;
        uint40 expiresAt;
    }

    /// @notice A member acts by another account from the end of this block on.
    event AccountReplaced(uint16 indexed index, address indexed from, address indexed to, Replacement how);
    /// @notice The present account offered its place to another, or to nobody any more (zero).
    event AccountOffered(uint16 indexed index, address indexed account);
    /// @notice A member has other custodians from `holdFrom` on (unix seconds).
    event CustodiansChanged(uint16 indexed index, bytes32[3] custodians, uint40 holdFrom);
    /// @notice Two custodians put an account forward. The present account can stop this until it is taken.
    event RecoveryStarted(uint16 indexed index, address indexed account, uint40 readyAt);
    /// @notice The present account stopped a recovery.
    event RecoveryStopped(uint16 indexed index, address indexed account);

    /// @notice A custodian is missing, stands twice, or is the member's own account; `place` is 0 to 2.
    error CustodianInvalid(uint256 place);
    /// @notice The signer is not a custodian of this member.
    error CustodianUnknown(uint16 index, bytes32 signerHash);
    /// @notice One custodian approved twice; two different ones are needed.
    error CustodianTwice(bytes32 signerHash);
    /// @notice The signature is not the custodian's over this recovery.
    error ApprovalInvalid(uint16 index, bytes32 signerHash);
    /// @notice The approvals' last second has passed.
    error ApprovalExpired(uint40 deadline);
    /// @notice A recovery is under way, so custodians cannot be changed: stop it first.
    error RecoveryUnderWay(uint16 index, address account);
    /// @notice No recovery of this member is under way.
    error RecoveryUnknown(uint16 index);
    /// @notice The recovery's time lock has not passed.
    error RecoveryTooEarly(uint16 index, uint40 readyAt);
    /// @notice The recovery was not taken in time.
    error RecoveryExpired(uint16 index, uint40 expiresAt);
    /// @notice Neither the present account nor two custodians named this account for the member.
    error AccountNotExpected(uint16 index, address account);
    /// @notice The account was a member's and was replaced.
    error AccountRetired(address account);

    /// @notice What is registered and under way for a member, as of now; reverts MemberIndexUnknown.
    function recoveryOf(uint16 index) external view returns (Recovery memory);

    /// @notice The account by which the member acted at the end of a block; the present one for the newest block and later ones.
    /// @dev A round's statements are signed by the account at the end of its consent block, so a round outlives a replacement.
    ///      Right for good for past blocks. Before its admission a member has its first account.
    function accountAt(uint16 index, uint256 blockNumber) external view returns (address);

    /// @notice The same for every member, by index.
    function accountsAt(uint256 blockNumber) external view returns (address[] memory);

    /// @notice Names the caller's custodians. At once where there are none, else after the time lock; until then the old ones hold.
    /// @param custodians keccak256 of three different signers; all zero for none
    function setCustodians(bytes32[3] calldata custodians) external;

    /// @notice Offers the caller's place to another account, which takes it with `takeAccount`; zero withdraws the offer.
    function offerAccount(address account) external;

    /// @notice Two custodians put an account forward for a member; anyone may send it. Takes the place of an earlier one.
    function startRecovery(uint16 index, address account, uint40 deadline, Approval[2] calldata approvals) external;

    /// @notice Stops the recovery of the caller's place, for as long as the other account has not taken it.
    function stopRecovery() external;

    /// @notice Takes a member's place, as the account that was offered it, or that custodians put forward once the time lock has passed.
    function takeAccount(uint16 index) external;

    /// @notice Proposes another account for a member. Active sites only; counts as the proposer's vote.
    /// @dev Once carried it holds at once, and the member has no custodians until its new account names some: whoever had
    ///      the old account may have chosen them.
    function proposeAccount(uint16 index, address account) external returns (uint32 proposalId);
}
