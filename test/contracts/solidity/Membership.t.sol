// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from "../../../contracts/interfaces/IConsentRegistry.sol";
import {IConsentSeals} from "../../../contracts/interfaces/IConsentSeals.sol";
import {IConsortium} from "../../../contracts/interfaces/IConsortium.sol";
import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {IRoundLedger} from "../../../contracts/interfaces/IRoundLedger.sol";
import {IStudyRegistry} from "../../../contracts/interfaces/IStudyRegistry.sol";
import {World} from "./World.sol";

/// @title Random proposals and votes against a model of the members
/// @dev The votes of a proposal are its distinct voters; it passes exactly when more than half of the active sites and at least
///      two stand behind it; a suspended member can do nothing but rotate its key and read.
contract MembershipTest is World {
    uint256 private constant STEPS = 24;
    uint16 private constant NEWCOMER = 7;

    enum Kind {
        Admit,
        Suspend,
        Reinstate,
        Rule,
        Rename
    }

    struct Proposed {
        Kind kind;
        uint16 subject;
        uint16 numerator;
        uint16 denominator;
        uint256 name;
        uint256 expiresAt;
        bool executed;
        bool[9] voted;
        uint256 votes;
    }

    Proposed[] private _proposals;
    bool[9] private _isMember;
    bool[9] private _isActive;
    /// @dev The number of each member's name.
    uint256[9] private _names;
    uint256 private _numerator;
    uint256 private _denominator;

    function testFuzz_VotesAreDistinctVotersAndTheSuspendedDoNothing(bytes32 seed) public {
        begin(seed);
        for (uint256 i = 0; i < MEMBERS; ++i) (_isMember[i], _isActive[i], _names[i]) = (true, true, i);
        (_numerator, _denominator) = (1, 2);
        // Whose rounds a suspended member is to open in vain.
        bytes memory publish = abi.encodeCall(studies.publish, (_studyTerms("the study")));
        check(tried(SPONSOR, address(studies), publish), "a study is published");
        for (uint256 i = 0; i < STEPS; ++i) {
            nextStep();
            uint256 kind = pick(12);
            uint16 by = uint16(pick(10) == 0 ? pick(9) : pick(SITES));
            if (kind < 3) _propose(by);
            else if (kind < 10) _vote(by);
            else if (kind == 10) _rotate(uint16(pick(9)));
            else vm.warp(time() + (pick(6) == 0 ? 31 days : 1 hours));
            _checkMembers();
        }
        for (uint16 i = 0; i < MEMBERS; ++i) {
            if (!_isActive[i]) _checkPowerless(i);
        }
    }

    function _propose(uint16 by) private {
        Kind kind = Kind(pick(5));
        uint16 subject = uint16(pick(MEMBERS));
        (uint16 numerator, uint16 denominator) = (uint16(pick(7)), uint16(pick(8)));
        uint256 name = kind == Kind.Admit ? NEWCOMER : pick(2) == 0 ? pick(STRANGER) : 20 + pick(3);
        bool must = _isSite(by);
        bytes memory call;
        if (kind == Kind.Admit) {
            subject = NEWCOMER;
            call = abi.encodeCall(consortium.proposeAdmission, (candidate(NEWCOMER, 1)));
            must = must && !_isMember[NEWCOMER] && _isFree(NEWCOMER);
        } else if (kind == Kind.Suspend) {
            call = abi.encodeCall(consortium.proposeSuspension, (subject));
            must = must && _maySuspend(subject);
        } else if (kind == Kind.Reinstate) {
            call = abi.encodeCall(consortium.proposeReinstatement, (subject));
            must = must && !_isActive[subject];
        } else if (kind == Kind.Rename) {
            call = abi.encodeCall(consortium.proposeRenaming, (subject, nameOf(name)));
            must = must && _isFree(name);
        } else {
            call = abi.encodeCall(consortium.proposeRule, (numerator, denominator));
            must = must && numerator * 2 >= denominator && numerator < denominator;
        }
        check(tried(by, address(consortium), call) == must, "a proposal");
        if (!must) return;
        Proposed storage made = _proposals.push();
        (made.kind, made.subject, made.numerator, made.denominator) = (kind, subject, numerator, denominator);
        (made.name, made.expiresAt) = (name, time() + 30 days);
        _count(made, by);
    }

    function _vote(uint16 by) private {
        uint32 id = uint32(pick(_proposals.length + 1));
        // Mostly for what was proposed last, or nothing would ever pass.
        if (pick(3) != 0) id = uint32(_proposals.length);
        bool must = id != 0 && _isSite(by);
        if (must) {
            Proposed storage proposal = _proposals[id - 1];
            must = !proposal.executed && time() <= proposal.expiresAt && !proposal.voted[by];
            must = must && (!_carriesWith(proposal, by) || _canTakeEffect(proposal));
        }
        check(tried(by, address(consortium), abi.encodeCall(consortium.vote, (id))) == must, "a vote");
        if (must) _count(_proposals[id - 1], by);
    }

    function _rotate(uint16 by) private {
        bytes memory call = abi.encodeCall(consortium.rotateKeys, (abi.encodePacked("peer of", by, word()), word()));
        check(tried(by, address(consortium), call) == _isMember[by], "a rotation of keys");
    }

    /// @dev Writes down a vote that was taken and what follows from it.
    function _count(Proposed storage proposal, uint16 by) private {
        bool carried = _carriesWith(proposal, by);
        proposal.voted[by] = true;
        ++proposal.votes;
        if (!carried) return;
        proposal.executed = true;
        if (proposal.kind == Kind.Admit) (_isMember[NEWCOMER], _isActive[NEWCOMER], _names[NEWCOMER]) = (true, true, NEWCOMER);
        else if (proposal.kind == Kind.Suspend) _isActive[proposal.subject] = false;
        else if (proposal.kind == Kind.Reinstate) _isActive[proposal.subject] = true;
        else if (proposal.kind == Kind.Rename) _names[proposal.subject] = proposal.name;
        else (_numerator, _denominator) = (proposal.numerator, proposal.denominator);
    }

    function _carriesWith(Proposed storage proposal, uint16 by) private view returns (bool) {
        (uint256 active, uint256 cast) = (0, 0);
        for (uint16 i = 0; i < 9; ++i) {
            if (!_isSite(i)) continue;
            ++active;
            if (proposal.voted[i] || i == by) ++cast;
        }
        return cast >= 2 && cast * _denominator > active * _numerator;
    }

    function _canTakeEffect(Proposed storage proposal) private view returns (bool) {
        if (proposal.kind == Kind.Admit) return !_isMember[NEWCOMER] && _isFree(NEWCOMER);
        if (proposal.kind == Kind.Rename) return _isFree(proposal.name);
        if (proposal.kind == Kind.Suspend) return _maySuspend(proposal.subject);
        return proposal.kind != Kind.Reinstate || !_isActive[proposal.subject];
    }

    /// @dev No two members have one name.
    function _isFree(uint256 name) private view returns (bool) {
        for (uint256 i = 0; i < 9; ++i) if (_isMember[i] && _names[i] == name) return false;
        return true;
    }

    /// @dev Two active sites at the least stay, or no vote would ever pass again.
    function _maySuspend(uint16 subject) private view returns (bool) {
        uint256 left = 0;
        for (uint16 i = 0; i < 9; ++i) if (i != subject && _isSite(i)) ++left;
        return _isActive[subject] && left >= 2;
    }

    function _isSite(uint16 i) private view returns (bool) {
        return _isActive[i] && (i < SITES || i == NEWCOMER);
    }

    function _checkMembers() private view {
        uint256 sites = 0;
        for (uint16 i = 0; i < 9; ++i) {
            if (_isSite(i)) sites |= 1 << i;
            check(consortium.isActiveWithRole(accountOf(i), 15) == _isActive[i], "who is active");
            if (!_isMember[i]) continue;
            check(keccak256(consortium.memberAt(i).name) == keccak256(nameOf(_names[i])), "who is called what");
        }
        check(consortium.activeSites() == sites, "the active sites");
        for (uint32 id = 1; id <= _proposals.length; ++id) {
            IConsortium.Proposal memory proposal = consortium.proposalAt(id);
            Proposed storage made = _proposals[id - 1];
            uint256 voters = 0;
            for (uint256 i = 0; i < 9; ++i) {
                if (made.voted[i]) voters |= 1 << i;
            }
            uint256 sum = 0;
            for (uint256 votes = proposal.votes; votes != 0; votes >>= 1) sum += votes % 2;
            check(proposal.votes == voters && sum == made.votes, "votes are distinct voters");
            check(proposal.executed == made.executed, "a proposal passed or not");
        }
        (uint16 numerator, uint16 denominator) = consortium.rule();
        check(numerator == _numerator && denominator == _denominator, "the rule");
    }

    /// @dev Every call of every contract that asks who is calling is refused to a suspended member for that reason.
    function _checkPowerless(uint16 member) private {
        bytes memory reason = abi.encodeWithSelector(IConsortium.MemberNotActive.selector, member);
        (address[] memory targets, bytes[] memory calls) = _privileged();
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(accountOf(member));
            (bool done, bytes memory answer) = targets[i].call(calls[i]);
            check(!done && keccak256(answer) == keccak256(reason), "a suspended member acted");
        }
        _rotate(member);
        vm.prank(accountOf(member));
        check(consortium.memberAt(member).status == IConsortium.Status.Suspended, "a suspended member reads");
    }

    function _studyTerms(bytes32 studyDigest) private pure returns (IStudyRegistry.StudyTerms memory) {
        return IStudyRegistry.StudyTerms(studyDigest, 6, 1, 2, 3, type(uint40).max, 90, 1, 0, 1, 0, COORDINATOR);
    }

    function _privileged() private view returns (address[] memory targets, bytes[] memory calls) {
        (targets, calls) = (new address[](27), new bytes[](27));
        bytes32 d = keccak256("digest");
        uint256 next = 0;
        // Proposals that are right but for who makes them.
        calls[next++] = abi.encodeCall(consortium.proposeAdmission, (candidate(STRANGER, 1)));
        // Where nobody may be suspended any more, a proposal of another rule stands in.
        calls[next++] = abi.encodeCall(consortium.proposeRule, (2, 3));
        for (uint16 i = 0; i < MEMBERS; ++i) {
            if (_maySuspend(i)) {
                calls[next - 1] = abi.encodeCall(consortium.proposeSuspension, (i));
                break;
            }
        }
        for (uint16 i = 0; i < MEMBERS; ++i) {
            if (!_isActive[i]) {
                calls[next++] = abi.encodeCall(consortium.proposeReinstatement, (i));
                break;
            }
        }
        calls[next++] = abi.encodeCall(consortium.proposeRule, (2, 3));
        calls[next++] = abi.encodeCall(consortium.proposeRenaming, (0, "another name"));
        calls[next++] = abi.encodeCall(consortium.vote, (1));
        for (uint256 i = 0; i < next; ++i) targets[i] = address(consortium);
        next = _add(targets, calls, next, address(passkeys), abi.encodeCall(passkeys.setRelyingParty, (d, true)));
        IConsentRegistry.Attested[] memory attested = new IConsentRegistry.Attested[](0);
        next = _add(targets, calls, next, address(consents), abi.encodeCall(consents.enrolGuardian, (d, d, d)));
        next = _add(targets, calls, next, address(consents), abi.encodeCall(consents.attestConsents, (attested)));
        next = _add(targets, calls, next, address(consents), abi.encodeCall(consents.revokeForPatient, (d, 6, d)));
        next = _add(targets, calls, next, address(consents), abi.encodeCall(consents.retireKey, (d, d)));
        IConsentSeals.Revocation[] memory none = new IConsentSeals.Revocation[](0);
        next = _add(targets, calls, next, address(seals), abi.encodeCall(seals.sealConsents, (d, 2, d)));
        next = _add(targets, calls, next, address(seals), abi.encodeCall(seals.revokeSealed, (1, none)));
        next = _add(targets, calls, next, address(studies), abi.encodeCall(studies.publish, (_studyTerms(d))));
        next = _add(targets, calls, next, address(studies), abi.encodeCall(studies.signOff, (1, d, d)));
        next = _add(targets, calls, next, address(studies), abi.encodeCall(studies.grantAccess, (1, d, 9, 9)));
        next = _add(targets, calls, next, address(studies), abi.encodeCall(studies.withdrawAccess, (1)));
        IRoundLedger.RoundTerms memory terms = IRoundLedger.RoundTerms(1, d, d, d, 2, 9, 9, 9);
        next = _add(targets, calls, next, address(rounds), abi.encodeCall(rounds.openRound, (terms)));
        IRoundLedger.Round memory round;
        IRoundLedger.OpenedRound memory opened;
        IRoundLedger.RosterRound memory withRoster;
        IRoundLedger.SurvivorsRound memory withSurvivors;
        IRoundLedger.Survivors memory survivors;
        IRoundLedger.Round[] memory earlier;
        next = _add(targets, calls, next, address(rounds), abi.encodeCall(rounds.freezeRoster, (1, opened, 3, d)));
        next = _add(targets, calls, next, address(rounds), abi.encodeCall(rounds.postCommitment, (1, round, d)));
        bytes memory freeze = abi.encodeCall(rounds.freezeSurvivors, (1, withRoster, survivors, earlier));
        next = _add(targets, calls, next, address(rounds), freeze);
        bytes memory finish = abi.encodeCall(rounds.finalizeRound, (1, withSurvivors, d, d));
        next = _add(targets, calls, next, address(rounds), abi.encodeCall(rounds.declareNotUnmasked, (1, round)));
        next = _add(targets, calls, next, address(rounds), finish);
        next = _add(targets, calls, next, address(rounds), abi.encodeCall(rounds.abortRound, (1, round, d)));
        next = _add(targets, calls, next, address(rounds), abi.encodeCall(rounds.dispute, (1, round, d)));
        next = _add(targets, calls, next, address(rounds), abi.encodeCall(rounds.voteToDismiss, (1)));
        (address[] memory t, bytes[] memory c) = (new address[](next + 3), new bytes[](next + 3));
        for (uint256 i = 0; i < next; ++i) (t[i], c[i]) = (targets[i], calls[i]);
        next = _add(t, c, next, address(models), abi.encodeCall(models.vote, (1, round, IModelRegistry.Stage.Approved)));
        next = _add(t, c, next, address(models), abi.encodeCall(models.deploy, (1, round)));
        next = _add(t, c, next, address(models), abi.encodeCall(models.attest, (1, round, d, d)));
        return (t, c);
    }

    function _add(
        address[] memory targets,
        bytes[] memory calls,
        uint256 next,
        address target,
        bytes memory call
    ) private pure returns (uint256) {
        (targets[next], calls[next]) = (target, call);
        return next + 1;
    }
}
