// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundLedger} from "../../../contracts/interfaces/IRoundLedger.sol";
import {IStudyRegistry} from "../../../contracts/interfaces/IStudyRegistry.sol";
import {World} from "./World.sol";

/// @title Random rounds of two studies against a model of the state machine
/// @dev A round moves only forward; a frozen set never changes; rounds counted never exceed the lower of study cap and site cap; a
///      withdrawn or expired grant admits no new round. The model says of each call beforehand whether it must go through.
contract RoundsTest is World {
    uint256 private constant STUDIES = 2;
    uint256 private constant STEPS = 20;

    struct Access {
        bool given;
        bool withdrawn;
        uint256 until;
        uint256 cap;
        uint256 used;
    }

    struct Model {
        bytes32 digest;
        uint256 cap;
        uint256 expiresAt;
        uint32 openRound;
    }

    mapping(uint256 study => Model) private _models;
    mapping(uint256 study => mapping(uint256 site => Access)) private _access;
    /// @dev What the ledger said of each round after the last step.
    IRoundLedger.Round[] private _seen;

    function testFuzz_RoundsMoveForwardFrozenSetsStayAndCapsAndGrantsHold(bytes32 seed) public {
        begin(seed);
        for (uint32 study = 1; study <= STUDIES; ++study) _publish(study);
        for (uint256 i = 0; i < STEPS; ++i) {
            nextStep();
            _act(uint32(1 + pick(STUDIES)));
            vm.roll(height() + pick(2));
            _checkAll();
        }
    }

    function _act(uint32 study) private {
        uint256 kind = pick(20);
        if (kind < 5) _open(study);
        else if (kind < 10) _freezeRoster(study);
        else if (kind < 14) _freezeSurvivors(study);
        else if (kind < 16) _finalize(study);
        else if (kind == 16) _abort(study);
        else if (kind == 17) _withdraw(study);
        else if (kind == 18) _grant(study, uint16(pick(SITES)), time() + pick(60), pick(4));
        else vm.warp(time() + pick(60));
    }

    function _publish(uint32 study) private {
        Model storage model = _models[study];
        model.digest = word();
        model.cap = 1 + pick(3);
        model.expiresAt = time() + 100 + pick(400);
        bytes memory call = abi.encodeCall(
            studies.publish,
            (IStudyRegistry.StudyTerms(model.digest, 6, 1, 2, uint32(model.cap), uint40(model.expiresAt), 90, 1, 0, 1))
        );
        require(tried(SPONSOR, address(studies), call), "a study is published");
        for (uint16 site = 0; site < SITES; ++site) _grant(study, site, time() + 30 + pick(400), 1 + pick(3));
    }

    function _grant(uint32 study, uint16 site, uint256 until, uint256 cap) private {
        Model storage model = _models[study];
        bool must = model.expiresAt > time() && until > time() && cap != 0;
        bytes memory call = abi.encodeCall(studies.grantAccess, (study, model.digest, uint40(until), uint32(cap)));
        check(tried(site, address(studies), call) == must, "a grant of access");
        if (!must) return;
        Access storage access = _access[study][site];
        (access.given, access.withdrawn, access.until, access.cap) = (true, false, until, cap);
    }

    function _withdraw(uint32 study) private {
        uint16 site = uint16(pick(SITES));
        Access storage access = _access[study][site];
        bool must = access.given && !access.withdrawn;
        check(tried(site, address(studies), abi.encodeCall(studies.withdrawAccess, (study))) == must, "a withdrawal");
        if (must) access.withdrawn = true;
    }

    function _open(uint32 study) private {
        uint40 join = uint40(time() + pick(30));
        uint40 commit = uint40(join + pick(40));
        uint40 unmask = uint40(commit + pick(40));
        uint16 survivors = uint16(1 + pick(3));
        uint16 sites = uint16(2 + pick(2));
        bool ordered = join > time() && commit > join && unmask > commit && commit <= time() + 90;
        bool must = ordered && survivors >= 2 && sites >= survivors && _models[study].openRound == 0;
        must = must && _models[study].expiresAt > time();
        bytes memory call = abi.encodeCall(
            rounds.openRound,
            (IRoundLedger.RoundTerms(study, word(), word(), survivors, sites, join, commit, unmask))
        );
        check(tried(COORDINATOR, address(rounds), call) == must, "an opening");
        if (!must) return;
        _models[study].openRound = rounds.roundCount();
        _seen.push(rounds.roundAt(rounds.roundCount()));
    }

    function _freezeRoster(uint32 study) private {
        uint32 id = _models[study].openRound;
        uint256 members = pick(8) == 0 ? pick(64) : (pick(16) | pick(16));
        bool must = id != 0;
        if (must) {
            IRoundLedger.Round storage round = _seen[id - 1];
            must = round.status == IRoundLedger.Status.Open && time() <= round.commitBy;
            must = must && _size(members) >= round.minSites && members < 1 << SITES;
        }
        must = must && _models[study].expiresAt > time();
        for (uint256 site = 0; site < SITES; ++site) {
            if ((members >> site) % 2 == 0) continue;
            Access storage access = _access[study][site];
            must = must && access.given && !access.withdrawn && access.until > time();
            must = must && access.used < _lowerCap(study, site);
        }
        bytes memory call = abi.encodeCall(rounds.freezeRoster, (id, members, word()));
        check(tried(COORDINATOR, address(rounds), call) == must, "a freeze of the roster");
    }

    function _freezeSurvivors(uint32 study) private {
        uint32 id = _models[study].openRound;
        uint256 members = pick(16) | pick(16);
        bool must = id != 0;
        if (must) {
            IRoundLedger.Round storage round = _seen[id - 1];
            if (pick(4) != 0) members = round.rosterBitmap & ~(pick(3) == 0 ? 1 << pick(SITES) : 0);
            must = round.status == IRoundLedger.Status.RosterFrozen && time() <= round.unmaskBy;
            must = must && _size(members) >= round.minSurvivors && members & ~round.rosterBitmap == 0;
        }
        for (uint256 site = 0; site < SITES; ++site) {
            if ((members >> site) % 2 == 1) must = must && _access[study][site].used < _lowerCap(study, site);
        }
        bytes memory call = abi.encodeCall(rounds.freezeSurvivors, (id, members, word()));
        check(tried(COORDINATOR, address(rounds), call) == must, "a freeze of the survivors");
        if (!must) return;
        for (uint256 site = 0; site < SITES; ++site) {
            if ((members >> site) % 2 == 1) ++_access[study][site].used;
        }
    }

    function _finalize(uint32 study) private {
        uint32 id = _models[study].openRound;
        bool must = id != 0 && _seen[id - 1].status == IRoundLedger.Status.SurvivorsFrozen;
        bytes memory call = abi.encodeCall(rounds.finalizeRound, (id, word(), pick(2) == 0 ? bytes32(0) : word()));
        check(tried(COORDINATOR, address(rounds), call) == must, "an end of a round");
        if (must) _models[study].openRound = 0;
    }

    function _abort(uint32 study) private {
        uint32 id = _models[study].openRound;
        uint16 by = pick(2) == 0 ? COORDINATOR : uint16(pick(SITES));
        bool must = id != 0;
        if (must && by != COORDINATOR) {
            IRoundLedger.Round storage round = _seen[id - 1];
            bool open = round.status == IRoundLedger.Status.Open;
            must = open || (round.rosterBitmap >> by) % 2 == 1;
            must = must && time() > (open ? round.commitBy : round.unmaskBy);
        }
        check(tried(by, address(rounds), abi.encodeCall(rounds.abortRound, (id, word()))) == must, "an abort");
        if (must) _models[study].openRound = 0;
    }

    function _checkAll() private {
        check(rounds.roundCount() == _seen.length, "the number of rounds");
        for (uint32 id = 1; id <= _seen.length; ++id) {
            IRoundLedger.Round memory round = rounds.roundAt(id);
            _checkForward(_seen[id - 1], round);
            check(
                (rounds.openRoundOf(round.studyId) == id) == (_rank(round.status) < 4),
                "a study has one unfinished round"
            );
            _seen[id - 1] = round;
        }
        for (uint32 study = 1; study <= STUDIES; ++study) {
            for (uint16 site = 0; site < SITES; ++site) {
                Access storage access = _access[study][site];
                check(rounds.roundsUsed(study, site) == access.used, "rounds counted are rounds survived");
                check(access.used <= _models[study].cap, "over the study's cap");
                IStudyRegistry.AccessGrant memory grant = studies.grantOf(study, site);
                check(grant.roundCap == access.cap && (grant.withdrawnBlock != 0) == access.withdrawn, "a grant");
            }
        }
    }

    function _checkForward(IRoundLedger.Round memory old, IRoundLedger.Round memory round) private view {
        check(_rank(round.status) >= _rank(old.status), "a round moved backwards");
        if (_rank(old.status) == 4) check(keccak256(abi.encode(old)) == keccak256(abi.encode(round)), "a closed round");
        if (_rank(old.status) >= 2) {
            check(round.rosterBitmap == old.rosterBitmap && round.rosterRoot == old.rosterRoot, "a frozen roster");
        }
        if (_rank(old.status) >= 3) {
            bool same = round.survivorBitmap == old.survivorBitmap && round.commitmentsRoot == old.commitmentsRoot;
            check(same, "frozen survivors");
        }
        check(round.survivorBitmap & ~round.rosterBitmap == 0, "survivors off the roster");
        check(
            round.manifestDigest == old.manifestDigest && round.modelDigest == old.modelDigest,
            "what a round was opened with"
        );
        check(
            round.joinBy == old.joinBy && round.commitBy == old.commitBy && round.unmaskBy == old.unmaskBy,
            "a round's deadlines"
        );
    }

    function _lowerCap(uint256 study, uint256 site) private view returns (uint256) {
        uint256 cap = _access[study][site].cap;
        return cap < _models[study].cap ? cap : _models[study].cap;
    }

    /// @dev An aborted round's survivors, if any, were frozen before: aborted and finalised are both the end.
    function _rank(IRoundLedger.Status status) private pure returns (uint256) {
        return status == IRoundLedger.Status.Aborted ? 4 : uint256(status);
    }

    function _size(uint256 members) private pure returns (uint256 size) {
        for (; members != 0; members >>= 1) size += members % 2;
    }
}
