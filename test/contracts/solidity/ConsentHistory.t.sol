// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from "../../../contracts/interfaces/IConsentRegistry.sol";
import {ConsentSigning} from "./ConsentSigning.sol";

/// @title Random histories of consents against a model that keeps a plain list of changes
/// @dev A consent's state at a block never changes afterwards, and a nonce never works twice. The model knows neither episodes
///      nor words: per (key, site, purpose) it lists what held from which block on, and it says of each request beforehand
///      whether the registry must take it.
contract ConsentHistoryTest is ConsentSigning {
    uint256 private constant KEYS = 2;
    uint256 private constant PLACES = 2;
    uint256 private constant PURPOSES = 2;
    uint256 private constant STEPS = 14;
    bytes32 private constant EVIDENCE = keccak256("evidence");

    struct Consent {
        bool holds;
        uint8 basis;
        uint8 studies;
        uint32 categories;
        uint40 from;
        uint40 until;
        uint256 grantBlock;
    }

    struct Change {
        uint256 inBlock;
        Consent consent;
    }

    /// @dev One (key, site, purpose). What the epoch's newest grant left: who gave it, and whether the site revoked it.
    struct Line {
        uint64 counter;
        uint64 counterOfEpoch0;
        bool byPatient;
        bool bySite;
        Change[] changes;
    }

    /// @dev One (key, site).
    struct Seat {
        uint64 epoch;
        bool speaks;
        bool retired;
        /// @dev Declared lost for a purpose: retired from the next epoch on.
        bool barred;
        uint256 knownSince;
        uint256 guardian;
    }

    /// @dev A call that was taken and must never be taken again.
    struct Taken {
        bool batch;
        bytes call;
    }

    mapping(uint256 line => Line) private _lines;
    mapping(uint256 seat => Seat) private _seats;
    Taken[] private _taken;
    uint256[KEYS] private _keys;
    bytes32[] private _hashes;
    uint256[2] private _guardians;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < KEYS; ++i) {
            _keys[i] = 0xA11CE + i;
            _hashes.push(keccak256(signerOf(_keys[i])));
        }
        _guardians = [uint256(0xDAD), 0x303];
    }

    function testFuzz_AConsentsStateAtABlockNeverChangesAndNoNonceWorksTwice(bytes32 seed) public {
        begin(seed);
        uint256 first = height();
        for (uint256 i = 0; i < STEPS; ++i) {
            nextStep();
            _act();
            if (pick(3) == 0) continue;
            vm.roll(height() + 1 + pick(3));
            _checkBlock(first + pick(height() - first));
        }
        vm.roll(height() + 1);
        for (uint256 b = first; b < height(); ++b) _checkBlock(b);
        for (uint256 i = 0; i < _taken.length; ++i) _checkSpent(_taken[i]);
        for (uint256 b = first; b < height(); ++b) _checkBlock(b);
    }

    function _act() private {
        uint256 key = pick(KEYS);
        uint256 site = pick(PLACES);
        uint256 purpose = pick(PURPOSES);
        uint256 kind = pick(18);
        if (kind < 5) _grant(key, site, purpose);
        else if (kind < 7) _revoke(key, site, purpose);
        else if (kind == 7) _grantForStudies(key, site, purpose);
        else if (kind == 8) _grantAsGuardian(key, site, purpose);
        else if (kind == 9) _revokeAsGuardian(key, site, purpose);
        else if (kind < 12) _attest(key, site, purpose);
        else if (kind == 12) _revokeAll(key, site);
        else if (kind == 13) _revokeForPatient(key, site, purpose);
        else if (kind == 14) _retire(key, site);
        else if (kind == 15) _enrol(key, site);
        else if (kind == 16) _forge(key, site, purpose);
        else _late(key, site, purpose);
        if (_taken.length > 0 && pick(3) == 0) _checkSpent(_taken[pick(_taken.length)]);
        if (pick(8) == 0) vm.warp(time() + 1 + pick(100));
    }

    function _grant(uint256 key, uint256 site, uint256 purpose) private {
        (IConsentRegistry.GrantRequest memory terms, bool right) = _terms(key, site, purpose);
        Line storage line = _line(key, site, purpose);
        Seat storage seat = _seat(key, site);
        bool must = right && !seat.retired && !(line.byPatient && line.bySite);
        check(_submit(request(_keys[key], false, terms)) == must, "a grant of the patient");
        if (must) _granted(key, site, purpose, terms, 1, 0);
    }

    function _revoke(uint256 key, uint256 site, uint256 purpose) private {
        IConsentRegistry.GrantRequest memory terms;
        bool right;
        (terms, right) = _revocation(key, site, purpose);
        bool must = right && _now(key, site, purpose).holds;
        check(_submit(request(_keys[key], true, terms)) == must, "a revocation of the patient");
        if (must) _ended(key, site, purpose);
    }

    function _grantForStudies(uint256 key, uint256 site, uint256 purpose) private {
        (IConsentRegistry.GrantRequest memory terms, bool right) = _terms(key, site, purpose);
        Line storage line = _line(key, site, purpose);
        Seat storage seat = _seat(key, site);
        uint8 listed = uint8(pick(8));
        bytes32[] memory list = _studies(listed);
        bool must = right && listed != 0 && !seat.retired && !(line.byPatient && line.bySite);
        bytes32 digest = grantForStudiesDigest(terms, list);
        bytes memory signer = signerOf(_keys[key]);
        bytes memory call = abi.encodeCall(
            consents.grantForStudies,
            (terms, list, signer, signature(_keys[key], digest))
        );
        check(_call(call) == must, "a grant for studies");
        if (!must) return;
        _taken.push(Taken(false, call));
        _granted(key, site, purpose, terms, 1, listed);
    }

    function _grantAsGuardian(uint256 key, uint256 site, uint256 purpose) private {
        (IConsentRegistry.GrantRequest memory terms, bool right) = _terms(key, site, purpose);
        Seat storage seat = _seat(key, site);
        uint256 guardian = pick(2);
        bytes32 digest = guardianGrantDigest(_hashes[key], terms);
        bytes memory call = abi.encodeCall(
            consents.grantAsGuardian,
            (_hashes[key], terms, signerOf(_guardians[guardian]), signature(_guardians[guardian], digest))
        );
        bool must = right && terms.nonce & KNOWN == 0 && seat.guardian == guardian + 1 && _othersMay(seat);
        check(_call(call) == must, "a grant of a guardian");
        if (!must) return;
        _taken.push(Taken(false, call));
        _granted(key, site, purpose, terms, 2, 0);
    }

    function _revokeAsGuardian(uint256 key, uint256 site, uint256 purpose) private {
        (IConsentRegistry.GrantRequest memory terms, bool right) = _revocation(key, site, purpose);
        Seat storage seat = _seat(key, site);
        uint256 guardian = pick(2);
        IConsentRegistry.RevokeRequest memory revocation = revocationOf(terms);
        bytes32 digest = guardianRevokeDigest(_hashes[key], revocation);
        bytes memory call = abi.encodeCall(
            consents.revokeAsGuardian,
            (_hashes[key], revocation, signerOf(_guardians[guardian]), signature(_guardians[guardian], digest))
        );
        bool must = right && seat.guardian == guardian + 1 && !seat.speaks && _now(key, site, purpose).holds;
        check(_call(call) == must, "a revocation of a guardian");
        if (!must) return;
        _taken.push(Taken(false, call));
        _ended(key, site, purpose);
    }

    function _attest(uint256 key, uint256 site, uint256 purpose) private {
        (IConsentRegistry.GrantRequest memory terms, ) = _terms(key, site, purpose);
        uint8 basis = uint8(pick(5));
        bool proven = pick(8) != 0;
        IConsentRegistry.Attested[] memory list = new IConsentRegistry.Attested[](1);
        list[0] = IConsentRegistry.Attested(
            _hashes[key],
            basis,
            terms.purpose,
            terms.categories,
            terms.from,
            terms.until,
            proven ? EVIDENCE : bytes32(0)
        );
        bool must = proven && basis >= 3 && _periodHolds(terms) && _othersMay(_seat(key, site));
        bool done = tried(uint16(site), address(consents), abi.encodeCall(consents.attestConsents, (list)));
        check(done == must, "an attestation of the site");
        if (must) _granted(key, site, purpose, terms, basis, 0);
    }

    function _revokeAll(uint256 key, uint256 site) private {
        Seat storage seat = _seat(key, site);
        uint64 nonce = pick(4) == 0 ? uint64(pick(3)) : seat.epoch;
        uint40 deadline = uint40(time() + 5 - (pick(8) == 0 ? 6 : 0));
        IConsentRegistry.RevokeAllRequest memory all = IConsentRegistry.RevokeAllRequest(uint16(site), nonce, deadline);
        bool must = nonce == seat.epoch && deadline >= time() && seat.knownSince != 0;
        bytes memory call = abi.encodeCall(
            consents.revokeAll,
            (all, signerOf(_keys[key]), signature(_keys[key], revokeAllDigest(all)))
        );
        check(_call(call) == must, "a revocation of everything");
        if (!must) return;
        _taken.push(Taken(false, call));
        _epochEnded(key, site);
    }

    function _revokeForPatient(uint256 key, uint256 site, uint256 purpose) private {
        bytes memory call = abi.encodeCall(consents.revokeForPatient, (_hashes[key], uint8(6 + purpose), EVIDENCE));
        bool must = _now(key, site, purpose).holds;
        check(tried(uint16(site), address(consents), call) == must, "a revocation of the site");
        if (!must) return;
        _ended(key, site, purpose);
        Line storage line = _line(key, site, purpose);
        line.bySite = true;
        if (line.byPatient) _seat(key, site).barred = true;
    }

    function _retire(uint256 key, uint256 site) private {
        bytes memory call = abi.encodeCall(consents.retireKey, (_hashes[key], EVIDENCE));
        bool must = _seat(key, site).knownSince != 0;
        check(tried(uint16(site), address(consents), call) == must, "a key declared lost");
        if (!must) return;
        _seat(key, site).retired = true;
        _epochEnded(key, site);
    }

    function _enrol(uint256 key, uint256 site) private {
        uint256 guardian = pick(3);
        bytes32 keyHash = guardian == 0 ? bytes32(0) : keccak256(signerOf(_guardians[guardian - 1]));
        bytes memory call = abi.encodeCall(consents.enrolGuardian, (_hashes[key], keyHash, EVIDENCE));
        bool must = !_seat(key, site).speaks;
        check(tried(uint16(site), address(consents), call) == must, "an enrolment of a guardian");
        if (must) _seat(key, site).guardian = guardian;
    }

    /// @dev A request that would be taken, were it signed by the patient as it is sent.
    function _forge(uint256 key, uint256 site, uint256 purpose) private {
        (IConsentRegistry.GrantRequest memory terms, ) = _terms(key, site, purpose);
        terms.nonce = _nextNonce(key, site, purpose);
        terms.deadline = uint40(time() + 5);
        bool revocation = pick(2) == 0;
        IConsentRegistry.Request memory item = request(_keys[key], revocation, terms);
        uint256 kind = pick(revocation ? 4 : 7);
        if (kind == 0) item.signature = request(_keys[(key + 1) % KEYS], revocation, terms).signature;
        else if (kind == 1) item.terms.deadline += 1;
        else if (kind == 2) {
            bytes32 digest = revocation ? revokeDigest(revocationOf(terms)) : grantDigest(terms);
            item.signature = highSignature(_keys[key], digest);
        } else if (kind == 3) item.terms.site = uint16((site + 1) % PLACES);
        else if (kind == 4) item.terms.categories += 1;
        else if (kind == 5) item.terms.until += 1;
        else item.terms.textDigest = word();
        check(!_submit(item), "a forged request was taken");
    }

    /// @dev A request of epoch 0 that arrives after its end: whether it is taken or not, nothing holds by it.
    function _late(uint256 key, uint256 site, uint256 purpose) private {
        Seat storage seat = _seat(key, site);
        Line storage line = _line(key, site, purpose);
        if (seat.epoch == 0) return;
        (IConsentRegistry.GrantRequest memory terms, ) = _terms(key, site, purpose);
        terms.nonce = line.counterOfEpoch0 == 0 && seat.speaks ? KNOWN : line.counterOfEpoch0;
        bool revocation = pick(2) == 0;
        if (!_submit(request(_keys[key], revocation, terms))) return;
        ++line.counterOfEpoch0;
        if (!revocation) seat.speaks = true;
    }

    /// @dev Sends a patient's request in one of its four forms.
    function _submit(IConsentRegistry.Request memory item) private returns (bool done) {
        uint256 form = pick(4);
        bytes memory single = item.revocation
            ? abi.encodeCall(consents.revoke, (revocationOf(item.terms), item.signer, item.signature))
            : abi.encodeCall(consents.grant, (item.terms, item.signer, item.signature));
        bytes memory call = single;
        if (form == 1) {
            IConsentRegistry.CompactRequest memory one = compact(item);
            call = item.revocation
                ? abi.encodeCall(consents.closeConsentCompact, (one.header, one.r, one.vs))
                : abi.encodeCall(consents.grantConsentCompact, (one));
        } else if (form == 2) {
            IConsentRegistry.CompactRequest[] memory list = new IConsentRegistry.CompactRequest[](1);
            list[0] = compact(item);
            call = abi.encodeCall(consents.relayConsentsCompact, (list));
        } else if (form == 3) {
            IConsentRegistry.Request[] memory list = new IConsentRegistry.Request[](1);
            list[0] = item;
            call = abi.encodeCall(consents.submitBatch, (list));
        }
        done = form > 1 ? _accepted(call) == 1 : _call(call);
        if (!done) return false;
        // What was taken in one form must not be taken in another either.
        _taken.push(Taken(form > 1, call));
        _taken.push(Taken(false, single));
    }

    function _call(bytes memory call) private returns (bool) {
        return tried(STRANGER, address(consents), call);
    }

    function _accepted(bytes memory call) private returns (uint256) {
        (bool done, bytes memory result) = address(consents).call(call);
        check(done, "a batch reverted");
        return abi.decode(result, (uint256));
    }

    function _checkSpent(Taken storage taken) private {
        check(taken.batch ? _accepted(taken.call) == 0 : !_call(taken.call), "a nonce worked twice");
    }

    /// @dev Terms that are right but for a chance of each mistake, and whether they are.
    function _terms(
        uint256 key,
        uint256 site,
        uint256 purpose
    ) private returns (IConsentRegistry.GrantRequest memory terms, bool right) {
        uint64 nonce = _nextNonce(key, site, purpose);
        terms = IConsentRegistry.GrantRequest({
            site: uint16(site),
            purpose: uint8(6 + purpose),
            categories: uint32(1 + pick(255)),
            from: uint40(time() - pick(3)),
            until: uint40(time() + 1 + pick(200)),
            textDigest: word(),
            nonce: nonce,
            deadline: uint40(time() + pick(50))
        });
        uint256 mistake = pick(24);
        if (mistake == 0) terms.nonce = nonce + 1;
        else if (mistake == 1) terms.nonce = _ofAnotherEpoch(nonce);
        else if (mistake == 2) terms.deadline = uint40(time() - 1);
        else if (mistake == 3) terms.until = uint40(time());
        else if (mistake == 4) terms.until = terms.from;
        else if (mistake == 5) terms.categories = 0;
        right = mistake > 5;
        if (terms.nonce != nonce || !_seat(key, site).speaks) return (terms, right);
        // A key that is known already may say so in its first request for a purpose.
        if (nonce == 0 && pick(2) == 0) terms.nonce = KNOWN;
    }

    function _revocation(
        uint256 key,
        uint256 site,
        uint256 purpose
    ) private returns (IConsentRegistry.GrantRequest memory terms, bool right) {
        terms.site = uint16(site);
        terms.purpose = uint8(6 + purpose);
        terms.nonce = _nextNonce(key, site, purpose);
        terms.deadline = uint40(time() + pick(50));
        uint256 mistake = pick(16);
        if (mistake == 0) terms.nonce += 1;
        else if (mistake == 1) terms.nonce = _ofAnotherEpoch(terms.nonce);
        else if (mistake == 2) terms.deadline = uint40(time() - 1);
        right = mistake > 2;
    }

    /// @dev Of the next epoch or of an ended one, epoch 0 excepted: what comes late there is for `_late`.
    function _ofAnotherEpoch(uint64 nonce) private returns (uint64) {
        return nonce >> 24 > 1 && pick(2) == 0 ? nonce - (1 << 24) : nonce + (1 << 24);
    }

    function _periodHolds(IConsentRegistry.GrantRequest memory terms) private view returns (bool) {
        return terms.until > terms.from && terms.until > time() && terms.categories != 0;
    }

    /// @dev Whether a guardian or the site may consent.
    function _othersMay(Seat storage seat) private view returns (bool) {
        return !seat.speaks && !seat.retired;
    }

    function _nextNonce(uint256 key, uint256 site, uint256 purpose) private view returns (uint64) {
        return (_seat(key, site).epoch << 24) | _line(key, site, purpose).counter;
    }

    function _granted(
        uint256 key,
        uint256 site,
        uint256 purpose,
        IConsentRegistry.GrantRequest memory terms,
        uint8 basis,
        uint8 listed
    ) private {
        Line storage line = _line(key, site, purpose);
        Seat storage seat = _seat(key, site);
        ++line.counter;
        line.byPatient = basis == 1;
        line.bySite = false;
        if (basis == 1) seat.speaks = true;
        if (seat.knownSince == 0) seat.knownSince = height();
        Consent memory consent = Consent(true, basis, listed, terms.categories, terms.from, terms.until, height());
        line.changes.push(Change(height(), consent));
    }

    function _ended(uint256 key, uint256 site, uint256 purpose) private {
        Consent memory nothing;
        Line storage line = _line(key, site, purpose);
        ++line.counter;
        line.changes.push(Change(height(), nothing));
    }

    function _epochEnded(uint256 key, uint256 site) private {
        Consent memory nothing;
        Seat storage seat = _seat(key, site);
        for (uint256 purpose = 0; purpose < PURPOSES; ++purpose) {
            Line storage line = _line(key, site, purpose);
            if (seat.epoch == 0) line.counterOfEpoch0 = line.counter;
            (line.counter, line.byPatient, line.bySite) = (0, false, false);
            line.changes.push(Change(height(), nothing));
        }
        ++seat.epoch;
        seat.retired = seat.retired || seat.barred;
    }

    /// @dev Compares what the registry says of the end of a past block with the model.
    function _checkBlock(uint256 height_) private {
        uint256 study = pick(3);
        bytes32 studyDigest = keccak256(abi.encode("study", study));
        for (uint16 site = 0; site < PLACES; ++site) {
            uint256 known = 0;
            for (uint256 key = 0; key < KEYS; ++key) {
                uint256 since = _seat(key, site).knownSince;
                if (since != 0 && since <= height_) ++known;
            }
            check(consents.keyCountAt(site, height_) == known, "the number of keys at a block");
            for (uint8 purpose = 0; purpose < PURPOSES; ++purpose) {
                uint256[] memory words = consents.consentsAt(_hashes, site, 6 + purpose, height_);
                bool[] memory lists = consents.listsStudyAt(_hashes, site, 6 + purpose, height_, studyDigest);
                for (uint256 key = 0; key < KEYS; ++key) {
                    Consent memory consent = _at(key, site, purpose, height_);
                    check(words[key] == _asWord(consent, 6 + purpose), "a consent's state at a block");
                    check(lists[key] == ((consent.studies >> study) % 2 == 1), "a listed study at a block");
                }
            }
        }
    }

    function _asWord(Consent memory c, uint256 purpose) private pure returns (uint256) {
        if (!c.holds) return 0;
        uint256 basis = uint256(c.basis) | (c.studies != 0 ? 8 : 0);
        uint256 period = uint256(c.from) | (uint256(c.until) << 40) | (c.grantBlock << 80);
        return period | (uint256(c.categories) << 160) | (basis << 192) | (purpose << 200);
    }

    function _now(uint256 key, uint256 site, uint256 purpose) private view returns (Consent memory) {
        return _at(key, site, purpose, type(uint256).max);
    }

    function _at(uint256 key, uint256 site, uint256 purpose, uint256 height_) private view returns (Consent memory consent) {
        Change[] storage changes = _line(key, site, purpose).changes;
        for (uint256 i = changes.length; i > 0; --i) {
            if (changes[i - 1].inBlock <= height_) return changes[i - 1].consent;
        }
    }

    function _studies(uint256 set) private pure returns (bytes32[] memory list) {
        list = new bytes32[]((set & 1) + ((set >> 1) & 1) + ((set >> 2) & 1));
        uint256 next = 0;
        for (uint256 i = 0; i < 3; ++i) {
            if ((set >> i) & 1 == 1) list[next++] = keccak256(abi.encode("study", i));
        }
    }

    function _line(uint256 key, uint256 site, uint256 purpose) private view returns (Line storage) {
        return _lines[(key * PLACES + site) * PURPOSES + purpose];
    }

    function _seat(uint256 key, uint256 site) private view returns (Seat storage) {
        return _seats[key * PLACES + site];
    }
}
