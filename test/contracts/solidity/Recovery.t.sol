// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccountRecovery} from "../../../contracts/interfaces/IAccountRecovery.sol";
import {World} from "./World.sol";

/// @title Random offers, recoveries, votes and takings of accounts against a model of who acts for whom
/// @dev Nobody gets a member's place but whom its present account, two of its custodians seven days before, or the sites' vote
///      named; an account that was replaced never acts again; who acted at a past block never changes.
contract RecoveryTest is World {
    uint256 private constant STEPS = 40;
    /// @dev Accounts are numbered; the first seven are the founders'.
    uint16 private constant ACCOUNTS = 13;
    uint16 private constant NOBODY = type(uint16).max;
    uint256 private constant DELAY = 7 days;
    uint256 private constant LIFETIME = 30 days;
    bytes32 private constant TYPEHASH =
        keccak256("RecoverAccount(uint16 member,address account,uint32 nonce,uint40 deadline)");

    struct Kept {
        uint16 account;
        uint16 offered;
        uint16 putForward;
        uint256 readyAt;
        /// @dev 0 for none; set `s` is the keys s, s + 1 and s + 2.
        uint256 custodians;
        uint256 followers;
        uint256 followFrom;
        uint32 nonce;
    }

    struct Moment {
        uint16 member;
        uint256 blockNumber;
        uint16 account;
    }

    /// @dev The custodians' keys are numbered: three of a set, and sets begin at 1 to 3.
    uint256 private constant CUSTODIANS = 6;

    address[CUSTODIANS] private _custodians;
    Kept[MEMBERS] private _kept;
    bool[ACCOUNTS] private _isRetired;
    Moment[] private _moments;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < CUSTODIANS; ++i) _custodians[i] = vm.addr(_keyOf(i));
    }

    function testFuzz_OnlyWhomTheyNamedTakesAPlaceAndThePastStays(bytes32 seed) public {
        begin(seed);
        for (uint16 i = 0; i < MEMBERS; ++i) (_kept[i].account, _kept[i].offered, _kept[i].putForward) = (i, NOBODY, NOBODY);
        for (uint256 i = 0; i < STEPS; ++i) {
            nextStep();
            // Two members are enough to be in each other's way.
            uint16 member = uint16(pick(2));
            uint16 by = pick(4) == 0 ? uint16(pick(ACCOUNTS)) : _kept[member].account;
            uint256 kind = pick(10);
            if (kind < 2) _name(by);
            else if (kind == 2) _offer(by);
            else if (kind < 5) _start(member);
            else if (kind == 5) _stop(by);
            else if (kind < 8) _take(member);
            else if (kind == 8 && pick(3) == 0) _vote(member);
            else vm.warp(time() + (pick(3) == 0 ? 8 days : pick(4) == 0 ? 31 days : 1 hours));
            _remember(member);
            vm.roll(height() + pick(2));
            _checkAccounts();
        }
    }

    function _name(uint16 by) private {
        uint256 set = pick(4);
        uint16 member = _memberOf(by);
        bool must = member != NOBODY && !_isUnderWay(_kept[member]);
        check(_tries(by, abi.encodeCall(consortium.setCustodians, (_hashesOf(set)))) == must, "naming custodians");
        if (!must) return;
        Kept storage kept = _kept[member];
        _settle(kept);
        if (kept.custodians == 0) kept.custodians = set;
        else (kept.followers, kept.followFrom) = (set, time() + DELAY);
    }

    function _offer(uint16 by) private {
        uint16 to = uint16(pick(ACCOUNTS));
        uint16 member = _memberOf(by);
        bool must = member != NOBODY && _isFree(to);
        check(_tries(by, abi.encodeCall(consortium.offerAccount, (accountOf(to)))) == must, "an offer");
        if (must) _kept[member].offered = to;
    }

    function _start(uint16 member) private {
        Kept storage kept = _kept[member];
        _settle(kept);
        uint256 set = pick(4) == 0 ? 1 + pick(3) : kept.custodians;
        (uint256 first, uint256 second) = (set + pick(3), set + pick(3));
        uint32 nonce = pick(6) == 0 ? uint32(pick(4)) : kept.nonce;
        uint16 to = uint16(pick(ACCOUNTS));
        uint40 deadline = uint40(pick(8) == 0 ? time() - 1 : time() + 1 hours);
        bytes32 digest = _digest(member, accountOf(to), nonce, deadline);
        IAccountRecovery.Approval[2] memory approvals = [_approval(first, digest), _approval(second, digest)];
        bool must = _isFree(to) && deadline >= time() && first != second && nonce == kept.nonce;
        must = must && _isCustodian(kept, first) && _isCustodian(kept, second);
        bytes memory call = abi.encodeCall(consortium.startRecovery, (member, accountOf(to), deadline, approvals));
        check(_tries(STRANGER, call) == must, "a start of a recovery");
        if (must) (kept.putForward, kept.readyAt, kept.nonce) = (to, time() + DELAY, kept.nonce + 1);
    }

    function _stop(uint16 by) private {
        uint16 member = _memberOf(by);
        bool must = member != NOBODY && _isUnderWay(_kept[member]);
        check(_tries(by, abi.encodeCall(consortium.stopRecovery, ())) == must, "a stop");
        if (must) (_kept[member].putForward, _kept[member].nonce) = (NOBODY, _kept[member].nonce + 1);
    }

    function _take(uint16 member) private {
        Kept storage kept = _kept[member];
        uint16 by = uint16(pick(ACCOUNTS));
        if (pick(3) != 0 && kept.putForward != NOBODY) by = kept.putForward;
        else if (pick(2) == 0 && kept.offered != NOBODY) by = kept.offered;
        bool ripe = time() >= kept.readyAt && time() <= kept.readyAt + LIFETIME;
        bool must = _isFree(by) && (by == kept.offered || (by == kept.putForward && ripe));
        check(_tries(by, abi.encodeCall(consortium.takeAccount, (member))) == must, "a taking");
        if (must) _replace(member, by);
    }

    function _vote(uint16 member) private {
        uint16 to = uint16(pick(ACCOUNTS));
        bool must = _isFree(to);
        bytes memory call = abi.encodeCall(consortium.proposeAccount, (member, accountOf(to)));
        check(_tries(_kept[2].account, call) == must, "a proposal of another account");
        if (!must) return;
        bytes memory vote = abi.encodeCall(consortium.vote, (consortium.proposalCount()));
        check(_tries(_kept[3].account, vote), "a vote for another account");
        check(consortium.indexOf(accountOf(_kept[member].account)) == member, "two of four votes are no majority");
        check(_tries(_kept[1 - member].account, vote), "the vote that carries");
        _replace(member, to);
        _kept[member].custodians = 0;
    }

    function _replace(uint16 member, uint16 to) private {
        Kept storage kept = _kept[member];
        _settle(kept);
        _isRetired[kept.account] = true;
        (kept.account, kept.offered, kept.putForward, kept.followFrom) = (to, NOBODY, NOBODY, 0);
        ++kept.nonce;
    }

    function _remember(uint16 member) private {
        // What the last of several steps within a block left counts.
        while (_moments.length != 0) {
            Moment storage last = _moments[_moments.length - 1];
            if (last.blockNumber != height() || last.member != member) break;
            _moments.pop();
        }
        _moments.push(Moment(member, height(), _kept[member].account));
    }

    function _checkAccounts() private view {
        for (uint16 i = 0; i < ACCOUNTS; ++i) {
            uint16 member = _memberOf(i);
            check(consortium.isActiveWithRole(accountOf(i), 15) == (member != NOBODY), "who is a member");
            if (member != NOBODY) check(consortium.indexOf(accountOf(i)) == member, "whose account it is");
        }
        address[] memory present = consortium.accountsAt(height());
        for (uint16 i = 0; i < MEMBERS; ++i) check(present[i] == accountOf(_kept[i].account), "the present accounts");
        for (uint256 i = 0; i < _moments.length; ++i) {
            Moment storage past = _moments[i];
            if (past.blockNumber >= height()) continue;
            bool later = false;
            for (uint256 j = i + 1; j < _moments.length; ++j) {
                later = later || (_moments[j].member == past.member && _moments[j].blockNumber == past.blockNumber);
            }
            check(later || consortium.accountAt(past.member, past.blockNumber) == accountOf(past.account), "the past");
        }
        for (uint16 i = 0; i < 2; ++i) _checkRecovery(_kept[i], consortium.recoveryOf(i));
    }

    function _checkRecovery(Kept storage kept, IAccountRecovery.Recovery memory found) private view {
        bool hold = _followersHold(kept);
        bytes32[3] memory custodians = _hashesOf(hold ? kept.followers : kept.custodians);
        check(keccak256(abi.encode(found.custodians)) == keccak256(abi.encode(custodians)), "the custodians");
        check(found.nextFrom == (hold ? 0 : kept.followFrom), "when others follow");
        check(found.nonce == kept.nonce, "the nonce");
        check(found.account == (kept.putForward == NOBODY ? address(0) : accountOf(kept.putForward)), "who is put forward");
        check(found.offered == (kept.offered == NOBODY ? address(0) : accountOf(kept.offered)), "who was offered it");
        if (kept.putForward != NOBODY) check(found.readyAt == kept.readyAt, "when it is ripe");
    }

    function _tries(uint16 by, bytes memory call) private returns (bool) {
        return tried(by, address(consortium), call);
    }

    function _memberOf(uint16 account) private view returns (uint16) {
        for (uint16 i = 0; i < MEMBERS; ++i) if (_kept[i].account == account) return i;
        return NOBODY;
    }

    function _isFree(uint16 account) private view returns (bool) {
        return !_isRetired[account] && _memberOf(account) == NOBODY;
    }

    function _isUnderWay(Kept storage kept) private view returns (bool) {
        return kept.putForward != NOBODY && time() <= kept.readyAt + LIFETIME;
    }

    function _followersHold(Kept storage kept) private view returns (bool) {
        return kept.followFrom != 0 && time() >= kept.followFrom && !_isUnderWay(kept);
    }

    function _settle(Kept storage kept) private {
        if (_followersHold(kept)) (kept.custodians, kept.followFrom) = (kept.followers, 0);
    }

    function _isCustodian(Kept storage kept, uint256 key) private view returns (bool) {
        return kept.custodians != 0 && key >= kept.custodians && key < kept.custodians + 3;
    }

    function _hashesOf(uint256 set) private view returns (bytes32[3] memory hashes) {
        if (set == 0) return hashes;
        for (uint256 i = 0; i < 3; ++i) hashes[i] = keccak256(abi.encodePacked(_custodians[set + i]));
    }

    function _keyOf(uint256 number) private pure returns (uint256) {
        return 0xC05700D1A4 + number;
    }

    function _approval(uint256 key, bytes32 digest) private view returns (IAccountRecovery.Approval memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_keyOf(key), digest);
        return IAccountRecovery.Approval(abi.encodePacked(_custodians[key]), abi.encodePacked(r, s, v));
    }

    function _digest(uint16 member, address account, uint32 nonce, uint40 deadline) private view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Consilium Membership"),
                keccak256("1"),
                block.chainid,
                address(consortium)
            )
        );
        bytes32 message = keccak256(abi.encode(TYPEHASH, member, account, nonce, deadline));
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }
}
