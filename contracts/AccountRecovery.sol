// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IAccountRecovery} from "./interfaces/IAccountRecovery.sol";
import {IConsortium} from "./interfaces/IConsortium.sol";

/// @title How a member gets another account, and which account it had when
abstract contract AccountRecovery is IConsortium, EIP712 {
    /// @notice Time between a recovery's start and its end, and before other custodians hold, seconds: the present account's time to object.
    uint40 public constant RECOVERY_DELAY = 7 days;
    /// @notice Time in which a recovery whose time lock has passed may be taken, seconds.
    uint40 public constant RECOVERY_LIFETIME = 30 days;

    bytes32 private constant RECOVER_TYPEHASH =
        keccak256("RecoverAccount(uint16 member,address account,uint32 nonce,uint40 deadline)");

    struct PastAccount {
        address account;
        uint40 untilBlock;
    }

    mapping(uint16 index => Recovery) private _recoveries;
    /// @dev Oldest first; a member that never changed its account has none.
    mapping(uint16 index => PastAccount[]) private _pastAccounts;
    mapping(address account => bool) private _isRetired;

    constructor() EIP712("Consilium Membership", "1") {}

    /// @inheritdoc IAccountRecovery
    function recoveryOf(uint16 index) external view override returns (Recovery memory recovery) {
        _presentAccount(index);
        recovery = _recoveries[index];
        if (!_followersHold(_recoveries[index])) return recovery;
        recovery.custodians = recovery.nextCustodians;
        recovery.nextFrom = 0;
    }

    /// @inheritdoc IAccountRecovery
    function accountAt(uint16 index, uint256 blockNumber) public view override returns (address) {
        PastAccount[] storage past = _pastAccounts[index];
        for (uint256 i = 0; i < past.length; ++i) {
            if (past[i].untilBlock > blockNumber) return past[i].account;
        }
        return _presentAccount(index);
    }

    /// @inheritdoc IAccountRecovery
    function setCustodians(bytes32[3] calldata custodians) external override {
        uint16 index = indexOf(msg.sender);
        Recovery storage recovery = _recoveries[index];
        if (_isUnderWay(recovery)) revert RecoveryUnderWay(index, recovery.account);
        _checkCustodians(custodians, msg.sender);
        _settle(recovery);
        if (recovery.custodians[0] == 0) {
            _nameCustodians(index, custodians);
            return;
        }
        recovery.nextCustodians = custodians;
        recovery.nextFrom = uint40(block.timestamp) + RECOVERY_DELAY;
        emit CustodiansChanged(index, custodians, recovery.nextFrom);
    }

    /// @inheritdoc IAccountRecovery
    function offerAccount(address account) external override {
        uint16 index = indexOf(msg.sender);
        if (account != address(0)) _requireFree(account);
        _recoveries[index].offered = account;
        emit AccountOffered(index, account);
    }

    /// @inheritdoc IAccountRecovery
    function startRecovery(
        uint16 index,
        address account,
        uint40 deadline,
        Approval[2] calldata approvals
    ) external override {
        _presentAccount(index);
        _requireFree(account);
        if (block.timestamp > deadline) revert ApprovalExpired(deadline);
        Recovery storage recovery = _recoveries[index];
        _settle(recovery);
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(RECOVER_TYPEHASH, index, account, recovery.nonce, deadline))
        );
        bytes32 first = _requireApproval(recovery, index, digest, approvals[0]);
        if (_requireApproval(recovery, index, digest, approvals[1]) == first) revert CustodianTwice(first);
        ++recovery.nonce;
        recovery.account = account;
        recovery.readyAt = uint40(block.timestamp) + RECOVERY_DELAY;
        recovery.expiresAt = recovery.readyAt + RECOVERY_LIFETIME;
        emit RecoveryStarted(index, account, recovery.readyAt);
    }

    /// @inheritdoc IAccountRecovery
    function stopRecovery() external override {
        uint16 index = indexOf(msg.sender);
        Recovery storage recovery = _recoveries[index];
        if (!_isUnderWay(recovery)) revert RecoveryUnknown(index);
        emit RecoveryStopped(index, recovery.account);
        ++recovery.nonce;
        recovery.account = address(0);
    }

    /// @inheritdoc IAccountRecovery
    function takeAccount(uint16 index) external override {
        _presentAccount(index);
        Recovery storage recovery = _recoveries[index];
        if (msg.sender == recovery.offered) {
            _replace(index, msg.sender, Replacement.ByMember);
            return;
        }
        if (msg.sender != recovery.account) revert AccountNotExpected(index, msg.sender);
        if (block.timestamp < recovery.readyAt) revert RecoveryTooEarly(index, recovery.readyAt);
        if (block.timestamp > recovery.expiresAt) revert RecoveryExpired(index, recovery.expiresAt);
        _replace(index, msg.sender, Replacement.ByCustodians);
    }

    /// @dev Gives the member its other account; whatever the old one had under way ends.
    function _replace(uint16 index, address to, Replacement how) internal {
        _requireFree(to);
        address from = _presentAccount(index);
        Recovery storage recovery = _recoveries[index];
        _settle(recovery);
        (recovery.nextFrom, recovery.offered, recovery.account) = (0, address(0), address(0));
        ++recovery.nonce;
        if (how == Replacement.ByVote) delete recovery.custodians;
        _pastAccounts[index].push(PastAccount(from, uint40(block.number)));
        _isRetired[from] = true;
        _setAccount(index, from, to);
        emit AccountReplaced(index, from, to, how);
    }

    /// @dev For an admission, or where there were none.
    function _nameCustodians(uint16 index, bytes32[3] memory custodians) internal {
        _recoveries[index].custodians = custodians;
        emit CustodiansChanged(index, custodians, uint40(block.timestamp));
    }

    /// @dev Three different ones, none of them the member itself, or none at all.
    function _checkCustodians(bytes32[3] memory custodians, address account) internal pure {
        if (custodians[0] | custodians[1] | custodians[2] == 0) return;
        bytes32 own = keccak256(abi.encodePacked(account));
        for (uint256 i = 0; i < 3; ++i) {
            bytes32 custodian = custodians[i];
            if (custodian == 0 || custodian == own || custodian == custodians[(i + 1) % 3]) revert CustodianInvalid(i);
        }
    }

    /// @dev An account that no member has or had.
    function _requireFree(address account) internal view {
        if (account == address(0)) revert AccountInvalid(account);
        if (_isRetired[account]) revert AccountRetired(account);
        _requireNoMembers(account);
    }

    /// @inheritdoc IConsortium
    function indexOf(address account) public view virtual override returns (uint16);

    /// @dev Reverts MemberIndexUnknown.
    function _presentAccount(uint16 index) internal view virtual returns (address);

    /// @dev Reverts AccountTaken where a member acts by this account.
    function _requireNoMembers(address account) internal view virtual;

    function _setAccount(uint16 index, address from, address to) internal virtual;

    /// @dev The hash of the custodian who signed.
    function _requireApproval(
        Recovery storage recovery,
        uint16 index,
        bytes32 digest,
        Approval calldata approval
    ) private view returns (bytes32 signerHash) {
        signerHash = keccak256(approval.signer);
        bytes32[3] storage custodians = recovery.custodians;
        if (signerHash != custodians[0] && signerHash != custodians[1] && signerHash != custodians[2]) {
            revert CustodianUnknown(index, signerHash);
        }
        if (!SignatureChecker.isValidSignatureNow(approval.signer, digest, approval.signature)) {
            revert ApprovalInvalid(index, signerHash);
        }
    }

    function _isUnderWay(Recovery storage recovery) private view returns (bool) {
        return recovery.account != address(0) && block.timestamp <= recovery.expiresAt;
    }

    /// @dev Custodians do not change under a recovery: it is judged by those who started it.
    function _followersHold(Recovery storage recovery) private view returns (bool) {
        return recovery.nextFrom != 0 && block.timestamp >= recovery.nextFrom && !_isUnderWay(recovery);
    }

    function _settle(Recovery storage recovery) private {
        if (!_followersHold(recovery)) return;
        recovery.custodians = recovery.nextCustodians;
        recovery.nextFrom = 0;
    }
}
