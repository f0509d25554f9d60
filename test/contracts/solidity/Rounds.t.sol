// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundLedger} from "../../../contracts/interfaces/IRoundLedger.sol";
import {IStudyRegistry} from "../../../contracts/interfaces/IStudyRegistry.sol";
import {World} from "./World.sol";

/// @title Random rounds of two studies against a model of the state machine
/// @dev A round moves only forward; a frozen set never changes; no query is frozen for two sets unless enough survivors declared that
///      they did not unmask the first, nor opened after its result; no roster is frozen past the lower of study cap and site cap,
///      and no round is counted for a site that did not sign; a withdrawn or expired grant admits no new round. The model keeps each
///      round's whole state itself, and says of each call beforehand whether it must go through.
contract RoundsTest is World {
    /// @dev The state of a round with its figures apart; `_packed` puts them into words.
    struct State {
        uint32 studyId;
        uint16 opener;
        uint8 colluders;
        uint16 minSites;
        uint32 previousRound;
        uint40 joinBy;
        uint40 commitBy;
        uint40 unmaskBy;
        uint40 consentTimestamp;
        uint40 consentBlock;
        uint40 rosterFrozenBlock;
        uint40 survivorsFrozenBlock;
        uint40 closedBlock;
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

    uint256 private constant STUDIES = 2;
    uint256 private constant STEPS = 20;
    /// @dev So few that rounds of both studies ask the same.
    uint256 private constant QUERIES = 3;
    uint8 private constant COLLUDERS = 1;
    uint256 private constant FREEZE_SPAN = 60;

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
    /// @dev The state of each round after the last step, by the model; round i + 1 at place i.
    State[] private _rounds;
    IRoundLedger.Status[] private _statuses;
    mapping(bytes32 query => uint32 roundId) private _holder;
    mapping(uint32 roundId => uint256 sites) private _declared;
    mapping(uint32 roundId => uint256 sites) private _posted;

    function testFuzz_RoundsMoveForwardFrozenSetsStayAndQueriesCapsAndGrantsHold(bytes32 seed) public {
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
        uint256 kind = pick(24);
        if (kind < 5) _open(study);
        else if (kind < 10) _freezeRoster(study);
        else if (kind < 14) _freezeSurvivors(study);
        else if (kind < 16) _finalize(study);
        else if (kind == 16) _abort(study);
        else if (kind == 17) _withdraw(study);
        else if (kind == 18) _grant(study, uint16(pick(SITES)), time() + pick(60), pick(4));
        else if (kind == 19) _post(study);
        else if (kind < 22) _declare();
        else vm.warp(time() + pick(90));
    }

    function _publish(uint32 study) private {
        Model storage model = _models[study];
        model.digest = word();
        model.cap = 1 + pick(3);
        model.expiresAt = time() + 100 + pick(400);
        IStudyRegistry.StudyTerms memory terms;
        terms.studyDigest = model.digest;
        terms.purpose = 6;
        terms.categories = 1;
        terms.minSites = 3;
        terms.maxRounds = uint32(model.cap);
        terms.expiresAt = uint40(model.expiresAt);
        terms.maxCommitSpan = 90;
        terms.acceptedBases = 1;
        terms.riskClass = 1;
        terms.colluders = COLLUDERS;
        terms.opener = COORDINATOR;
        require(tried(SPONSOR, address(studies), abi.encodeCall(studies.publish, (terms))), "a study is published");
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
        IRoundLedger.RoundTerms memory terms;
        terms.studyId = study;
        terms.manifestDigest = word();
        terms.stateDigest = word();
        terms.queryDigest = _query(pick(QUERIES));
        terms.minSites = uint16(2 + pick(3));
        terms.joinBy = uint40(time() + pick(30));
        terms.commitBy = uint40(terms.joinBy + pick(40));
        terms.unmaskBy = uint40(terms.commitBy + pick(40));
        uint32 latest = _models[study].openRound;
        bool must = terms.joinBy > time() && terms.commitBy > terms.joinBy && terms.unmaskBy > terms.commitBy;
        must = must && terms.commitBy <= time() + 90 && terms.minSites >= 3 && !_isUnfinished(latest);
        must = must && _models[study].expiresAt > time() && !_isAnswered(terms.queryDigest);
        // Another coordinator would not be the study's opener; a site is none at all.
        uint16 by = pick(12) == 0 ? uint16(pick(SITES)) : COORDINATOR;
        must = must && by == COORDINATOR;
        check(tried(by, address(rounds), abi.encodeCall(rounds.openRound, (terms))) == must, "an opening");
        if (!must) return;
        State memory round;
        round.studyId = study;
        round.opener = COORDINATOR;
        round.colluders = COLLUDERS;
        round.minSites = terms.minSites;
        round.previousRound = latest;
        (round.joinBy, round.commitBy, round.unmaskBy) = (terms.joinBy, terms.commitBy, terms.unmaskBy);
        (round.consentTimestamp, round.consentBlock) = (uint40(time()), uint40(height()));
        (round.manifestDigest, round.stateDigest) = (terms.manifestDigest, terms.stateDigest);
        round.queryDigest = terms.queryDigest;
        _rounds.push(round);
        _statuses.push(IRoundLedger.Status.Open);
        _models[study].openRound = uint32(_rounds.length);
    }

    function _freezeRoster(uint32 study) private {
        uint32 id = _models[study].openRound;
        if (id == 0) return;
        uint256 members = pick(8) == 0 ? pick(64) : (pick(16) | pick(16));
        State memory round = _rounds[id - 1];
        bool must = _statuses[id - 1] == IRoundLedger.Status.Open && time() <= round.commitBy;
        must = must && _size(members) >= round.minSites && members < 1 << SITES;
        must = must && _models[study].expiresAt > time();
        for (uint256 site = 0; site < SITES; ++site) {
            if ((members >> site) % 2 == 0) continue;
            Access storage access = _access[study][site];
            must = must && access.given && !access.withdrawn && access.until > time();
            must = must && access.used < _lowerCap(study, site);
        }
        bytes32 root = word();
        State memory shown = _shown(id);
        must = must && _same(shown, round);
        bytes memory call = abi.encodeCall(rounds.freezeRoster, (id, _opened(_packed(shown)), members, root));
        check(tried(COORDINATOR, address(rounds), call) == must, "a freeze of the roster");
        if (!must) return;
        State storage kept = _rounds[id - 1];
        kept.rosterFrozenBlock = uint40(height());
        (kept.rosterBitmap, kept.rosterRoot) = (members, root);
        _statuses[id - 1] = IRoundLedger.Status.RosterFrozen;
    }

    function _post(uint32 study) private {
        uint32 id = _models[study].openRound;
        if (id == 0) return;
        uint16 site = uint16(pick(SITES));
        State memory round = _rounds[id - 1];
        bool must = _statuses[id - 1] == IRoundLedger.Status.RosterFrozen && time() <= round.commitBy;
        must = must && (round.rosterBitmap >> site) % 2 == 1 && (_posted[id] >> site) % 2 == 0;
        bytes memory call = abi.encodeCall(rounds.postCommitment, (id, _packed(round), _commitment(id, site)));
        check(tried(site, address(rounds), call) == must, "a posted commitment");
        if (must) _posted[id] |= 1 << site;
    }

    function _freezeSurvivors(uint32 study) private {
        uint32 id = _models[study].openRound;
        if (id == 0) return;
        State memory round = _rounds[id - 1];
        IRoundLedger.Survivors memory set;
        set.sharingBitmap = pick(4) == 0 ? pick(16) | pick(16) : round.rosterBitmap;
        set.survivorBitmap = pick(3) == 0 ? set.sharingBitmap & ~(1 << pick(SITES)) : set.sharingBitmap;
        set.maskedSumDigest = word();
        uint256 forged = pick(6) == 0 ? pick(SITES) : SITES;
        set.commitments = _signed(id, round, set, forged);
        uint32 holder = _holder[round.queryDigest];
        bool must = _statuses[id - 1] == IRoundLedger.Status.RosterFrozen && time() <= round.commitBy + FREEZE_SPAN;
        must = must && set.sharingBitmap & ~round.rosterBitmap == 0 && _posted[id] & ~set.survivorBitmap == 0;
        must = must && _size(set.survivorBitmap) >= _least(_size(round.rosterBitmap));
        must = must && (forged == SITES || (set.survivorBitmap >> forged) % 2 == 0);
        must = must && !_isAnswered(round.queryDigest) && _isOpenTo(holder, set.survivorBitmap);
        IRoundLedger.Round[] memory earlier = new IRoundLedger.Round[](holder == 0 ? 0 : 1);
        if (holder != 0) earlier[0] = _packed(_rounds[holder - 1]);
        bytes memory call = abi.encodeCall(rounds.freezeSurvivors, (id, _withRoster(_packed(round)), set, earlier));
        check(tried(COORDINATOR, address(rounds), call) == must, "a freeze of the survivors");
        if (must) _noteSurvivors(study, id, set);
    }

    function _noteSurvivors(uint32 study, uint32 id, IRoundLedger.Survivors memory set) private {
        State storage kept = _rounds[id - 1];
        kept.survivorsFrozenBlock = uint40(height());
        (kept.sharingBitmap, kept.survivorBitmap) = (set.sharingBitmap, set.survivorBitmap);
        kept.maskedSumDigest = set.maskedSumDigest;
        bytes memory digests;
        for (uint256 i = 0; i < set.commitments.length; ++i) digests = bytes.concat(digests, set.commitments[i].digest);
        kept.commitmentsRoot = sha256(digests);
        _statuses[id - 1] = IRoundLedger.Status.SurvivorsFrozen;
        _holder[kept.queryDigest] = id;
        for (uint256 site = 0; site < SITES; ++site) {
            if ((set.survivorBitmap >> site) % 2 == 1) ++_access[study][site].used;
        }
    }

    function _finalize(uint32 study) private {
        uint32 id = _models[study].openRound;
        if (id == 0) return;
        State memory round = _rounds[id - 1];
        bool must = _statuses[id - 1] == IRoundLedger.Status.SurvivorsFrozen && _holder[round.queryDigest] == id;
        bytes32 result = word();
        bytes32 model = pick(2) == 0 ? bytes32(0) : word();
        bytes memory call = abi.encodeCall(rounds.finalizeRound, (id, _withSurvivors(_packed(round)), result, model));
        check(tried(COORDINATOR, address(rounds), call) == must, "an end of a round");
        if (!must) return;
        State storage kept = _rounds[id - 1];
        (kept.closedBlock, kept.resultDigest, kept.resultModelDigest) = (uint40(height()), result, model);
        _statuses[id - 1] = IRoundLedger.Status.Finalized;
    }

    function _declare() private {
        if (_rounds.length == 0) return;
        uint32 id = uint32(1 + pick(_rounds.length));
        uint16 site = uint16(pick(SITES));
        State memory round = _rounds[id - 1];
        bool must = _statuses[id - 1] != IRoundLedger.Status.Finalized && time() > round.unmaskBy;
        must = must && (round.survivorBitmap >> site) % 2 == 1 && (_declared[id] >> site) % 2 == 0;
        bytes memory call = abi.encodeCall(rounds.declareNotUnmasked, (id, _packed(round)));
        check(tried(site, address(rounds), call) == must, "a declaration");
        if (must) _declared[id] |= 1 << site;
    }

    function _abort(uint32 study) private {
        uint32 id = _models[study].openRound;
        if (id == 0) return;
        uint16 by = pick(2) == 0 ? COORDINATOR : uint16(pick(SITES));
        State memory round = _rounds[id - 1];
        IRoundLedger.Status status = _statuses[id - 1];
        bool must = _isUnfinished(id);
        if (by != COORDINATOR || status == IRoundLedger.Status.SurvivorsFrozen) {
            must = must && (by == COORDINATOR || status == IRoundLedger.Status.Open || (round.rosterBitmap >> by) % 2 == 1);
            uint256 deadline = status == IRoundLedger.Status.SurvivorsFrozen ? round.unmaskBy : round.commitBy;
            if (status == IRoundLedger.Status.RosterFrozen) deadline += FREEZE_SPAN;
            must = must && time() > deadline;
        }
        bytes32 reason = word();
        check(tried(by, address(rounds), abi.encodeCall(rounds.abortRound, (id, _packed(round), reason))) == must, "an abort");
        if (!must) return;
        (_rounds[id - 1].closedBlock, _rounds[id - 1].abortReason) = (uint40(height()), reason);
        _statuses[id - 1] = IRoundLedger.Status.Aborted;
    }

    function _checkAll() private view {
        check(rounds.roundCount() == _rounds.length, "the number of rounds");
        for (uint32 id = 1; id <= _rounds.length; ++id) {
            // The ledger keeps no more than a hash: that it is the model's says that nothing else in the state has changed.
            check(rounds.requireState(id, _packed(_rounds[id - 1])) == _statuses[id - 1], "the state of a round");
            check(rounds.notUnmaskedBy(id) == _declared[id], "who did not unmask");
        }
        for (uint256 i = 0; i < QUERIES; ++i) {
            check(rounds.roundOfQuery(_query(i)) == _holder[_query(i)], "the round of a query");
        }
        for (uint32 study = 1; study <= STUDIES; ++study) {
            uint32 latest = _models[study].openRound;
            check(rounds.openRoundOf(study) == (_isUnfinished(latest) ? latest : 0), "a study's unfinished round");
            for (uint16 site = 0; site < SITES; ++site) {
                Access storage access = _access[study][site];
                check(rounds.roundsUsed(study, site) == access.used, "rounds counted are rounds survived");
                check(access.used <= _models[study].cap, "over the study's cap");
                IStudyRegistry.AccessGrant memory grant = studies.grantOf(study, site);
                check(grant.roundCap == access.cap && (grant.withdrawnBlock != 0) == access.withdrawn, "a grant");
            }
        }
    }

    /// @dev The round's state, now and then with one word changed, as a forger would bring it along.
    function _shown(uint32 id) private returns (State memory shown) {
        shown = _rounds[id - 1];
        if (pick(8) == 0) ++shown.commitBy;
        if (pick(8) == 0) shown.queryDigest = word();
    }

    function _packed(State memory state) private pure returns (IRoundLedger.Round memory round) {
        round.figures = uint256(
            bytes32(
                abi.encodePacked(
                    uint32(0),
                    state.unmaskBy,
                    state.commitBy,
                    state.joinBy,
                    state.colluders,
                    state.minSites,
                    state.opener,
                    state.previousRound,
                    state.studyId
                )
            )
        );
        round.blocks = uint256(
            bytes32(
                abi.encodePacked(
                    uint56(0),
                    state.closedBlock,
                    state.survivorsFrozenBlock,
                    state.rosterFrozenBlock,
                    state.consentTimestamp,
                    state.consentBlock
                )
            )
        );
        (round.manifestDigest, round.stateDigest, round.queryDigest) = (
            state.manifestDigest,
            state.stateDigest,
            state.queryDigest
        );
        (round.rosterBitmap, round.rosterRoot) = (state.rosterBitmap, state.rosterRoot);
        (round.sharingBitmap, round.survivorBitmap) = (state.sharingBitmap, state.survivorBitmap);
        (round.commitmentsRoot, round.maskedSumDigest) = (state.commitmentsRoot, state.maskedSumDigest);
        (round.resultDigest, round.resultModelDigest) = (state.resultDigest, state.resultModelDigest);
        round.abortReason = state.abortReason;
    }

    /// @dev The first words of a state, as each step of the opener takes them.
    function _opened(IRoundLedger.Round memory round) private pure returns (IRoundLedger.OpenedRound memory) {
        return abi.decode(abi.encode(round), (IRoundLedger.OpenedRound));
    }

    function _withRoster(IRoundLedger.Round memory round) private pure returns (IRoundLedger.RosterRound memory) {
        return abi.decode(abi.encode(round), (IRoundLedger.RosterRound));
    }

    function _withSurvivors(IRoundLedger.Round memory round) private pure returns (IRoundLedger.SurvivorsRound memory) {
        return abi.decode(abi.encode(round), (IRoundLedger.SurvivorsRound));
    }

    function _same(State memory left, State memory right) private pure returns (bool) {
        return keccak256(abi.encode(left)) == keccak256(abi.encode(right));
    }

    function _signed(
        uint32 id,
        State memory round,
        IRoundLedger.Survivors memory set,
        uint256 forged
    ) private view returns (IRoundLedger.SurvivorCommitment[] memory commitments) {
        bytes32 context = sha256(
            abi.encodePacked(
                uint8(3),
                _domainSeparator(),
                uint64(id),
                round.manifestDigest,
                round.stateDigest,
                round.rosterRoot,
                set.sharingBitmap
            )
        );
        commitments = new IRoundLedger.SurvivorCommitment[](_size(set.survivorBitmap));
        uint256 next = 0;
        for (uint16 site = 0; site < SITES; ++site) {
            if ((set.survivorBitmap >> site) % 2 == 0) continue;
            bytes32 digest = _commitment(id, site);
            bytes32 statement = keccak256(
                abi.encode(
                    keccak256("MemberStatement(bytes32 context,string kind,uint256 member,bytes32 digest)"),
                    context,
                    keccak256("commitment"),
                    uint256(site),
                    digest
                )
            );
            uint16 signer = site == forged ? uint16((site + 1) % SITES) : site;
            commitments[next++] = _signature(signer, keccak256(abi.encodePacked(hex"1901", _domainSeparator(), statement)));
            commitments[next - 1].digest = digest;
        }
    }

    function _signature(uint16 signer, bytes32 hash) private pure returns (IRoundLedger.SurvivorCommitment memory given) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf(signer), hash);
        given.r = r;
        given.vs = bytes32(uint256(s) | (uint256(v - 27) << 255));
    }

    function _domainSeparator() private view returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                    keccak256("Consilium Round"),
                    keccak256("2"),
                    block.chainid,
                    address(rounds)
                )
            );
    }

    function _commitment(uint32 id, uint16 site) private pure returns (bytes32) {
        return keccak256(abi.encode("commitment", id, site));
    }

    function _query(uint256 i) private pure returns (bytes32) {
        return keccak256(abi.encode("query", i));
    }

    function _isAnswered(bytes32 query) private view returns (bool) {
        uint32 holder = _holder[query];
        return holder != 0 && _statuses[holder - 1] == IRoundLedger.Status.Finalized;
    }

    /// @dev |U| − t + 1 + c declarations, with t = ⌊(n + c)/2⌋ + 1.
    function _isOpenTo(uint32 holder, uint256 survivors) private view returns (bool) {
        if (holder == 0 || _rounds[holder - 1].survivorBitmap == survivors) return true;
        State storage bound = _rounds[holder - 1];
        uint256 t = (_size(bound.rosterBitmap) + COLLUDERS) / 2 + 1;
        return _size(_declared[holder]) + t >= _size(bound.survivorBitmap) + 1 + COLLUDERS;
    }

    function _least(uint256 sites) private pure returns (uint256) {
        uint256 t = (sites + COLLUDERS) / 2 + 1;
        uint256 twoThirds = (2 * sites + 2) / 3;
        return t > twoThirds ? t : twoThirds;
    }

    function _isUnfinished(uint32 id) private view returns (bool) {
        if (id == 0) return false;
        IRoundLedger.Status status = _statuses[id - 1];
        return status != IRoundLedger.Status.Finalized && status != IRoundLedger.Status.Aborted;
    }

    function _lowerCap(uint256 study, uint256 site) private view returns (uint256) {
        uint256 cap = _access[study][site].cap;
        return cap < _models[study].cap ? cap : _models[study].cap;
    }

    function _size(uint256 members) private pure returns (uint256 size) {
        for (; members != 0; members >>= 1) size += members % 2;
    }
}
