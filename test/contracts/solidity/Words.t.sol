// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ConsentHeader} from "../../../contracts/libraries/ConsentHeader.sol";
import {ConsentNonce} from "../../../contracts/libraries/ConsentNonce.sol";
import {EpisodeWord} from "../../../contracts/libraries/EpisodeWord.sol";
import {MemberSet} from "../../../contracts/libraries/MemberSet.sol";
import {Registration} from "../../../contracts/libraries/Registration.sol";

/// @title What is packed into a word comes out of it again, and no field touches another
contract WordsTest {
    uint256 private constant FLAGS = Registration.SPEAKS | Registration.RETIRED | Registration.BARRED;

    using EpisodeWord for uint256;
    using MemberSet for uint256;

    struct Header {
        uint8 site;
        uint8 purpose;
        uint32 categories;
        uint40 from;
        uint40 until;
        uint40 nonce;
        uint40 deadline;
        uint48 tag;
    }

    struct Episode {
        uint40 from;
        uint40 until;
        uint40 grantBlock;
        uint40 revokeBlock;
        uint32 categories;
        uint8 basis;
        bool limited;
        uint8 revocationBasis;
        uint8 purpose;
        uint24 nonce;
        uint16 index;
        uint8 epoch;
    }

    function testFuzz_AHeaderGivesBackEachField(Header memory h) public pure {
        uint256 header = ConsentHeader.pack(h.site, h.purpose, h.categories, h.from, h.until, h.nonce, h.deadline);
        header |= uint256(h.tag) << 208;
        require(ConsentHeader.site(header) == h.site, "site");
        require(ConsentHeader.purpose(header) == h.purpose, "purpose");
        require(ConsentHeader.categories(header) == h.categories, "categories");
        require(ConsentHeader.from(header) == h.from, "from");
        require(ConsentHeader.until(header) == h.until, "until");
        require(ConsentHeader.nonce(header) == h.nonce, "nonce");
        require(ConsentHeader.deadline(header) == h.deadline, "deadline");
        require(ConsentHeader.isOf(header, bytes32(uint256(h.tag) << 208 | uint256(h.nonce))), "tag");
        require(!ConsentHeader.isOf(header, bytes32(uint256(h.tag ^ 1) << 208)), "another tag");
        bool bare = h.from == 0 && h.until == 0 && h.categories == 0;
        require(ConsentHeader.isRevocation(header) == bare, "revocation");
        uint256 terms = ConsentHeader.terms(header);
        require(terms.from() == h.from && terms.until() == h.until && terms.categories() == h.categories, "terms");
        require(uint8(terms >> 200) == h.purpose, "the purpose of the terms");
        uint256 rest = terms.grantBlock() | terms.revokeBlock() | terms.basis() | terms.revocationBasis();
        require(rest == 0 && terms >> 208 == 0 && !terms.isLimited(), "terms carry more than the terms");
    }

    function testFuzz_AHeaderWithoutPeriodAndCategoriesIsARevocation(uint40 nonce, uint40 deadline, uint8 site) public pure {
        require(ConsentHeader.isRevocation(ConsentHeader.pack(site, 7, 0, 0, 0, nonce, deadline)), "revocation");
    }

    function testFuzz_AnEpisodeGivesBackEachField(Episode memory e) public pure {
        uint256 w = _pack(e);
        require(w.from() == e.from && w.until() == e.until, "period");
        require(w.grantBlock() == e.grantBlock && w.revokeBlock() == e.revokeBlock, "blocks");
        require(w.categories() == e.categories && w.basis() == e.basis % 8 && w.isLimited() == e.limited, "terms");
        require(w.revocationBasis() == e.revocationBasis % 16, "revocation basis");
        require(w.nonce() == e.nonce && w.index() == e.index, "counters");
        require(w.isPatients() == (e.basis % 8 == EpisodeWord.BASIS_PATIENT), "patient's");
        require(w.isFull() == (e.nonce == type(uint24).max || e.index == type(uint16).max), "full");
    }

    function testFuzz_AnEpisodeClosesAndReopensWithoutALoss(Episode memory e, uint40 end, uint8 by, bool counts) public pure {
        e.revokeBlock = 0;
        e.revocationBasis = 0;
        if (e.nonce == type(uint24).max) e.nonce = 0;
        if (e.index == type(uint16).max) e.index = 0;
        if (end == 0) end = 1;
        uint256 open = _pack(e);
        require(open.isOpen() == (open != 0), "open");
        uint256 closed = open.close(end, by % 16, counts ? 1 : 0);
        require(!closed.isOpen() && closed.revokeBlock() == end && closed.revocationBasis() == by % 16, "closed");
        require(closed.isClosedBy(end) && !closed.isClosedBy(end - 1), "closed from its block on");
        require(closed.nonce() == uint256(e.nonce) + (counts ? 1 : 0), "the nonce moves on");
        require(closed.steady() == open.steady(), "what is steady changed");
        require(closed.reopen() == open + (counts ? 1 << 208 : 0), "reopened");
        uint256 next = open.nextCounters();
        require(next.nonce() == uint256(e.nonce) + 1 && next.index() == uint256(e.index) + 1, "next counters");
        require(next >> 248 == e.epoch && next << 48 == 0, "next counters carry more");
        bool inForce = open != 0 && e.grantBlock < end;
        require(closed.inForceAt(end - 1) == inForce && !closed.inForceAt(end), "in force");
    }

    function testFuzz_ARegistrationGivesBackEachField(uint24 index, uint40 block_, uint8 drawn) public pure {
        uint256 flags = uint256(drawn % 8) << 80;
        uint256 w = Registration.create(index, block_, flags);
        require(w != 0 && Registration.index(w) == index && Registration.blockNumber(w) == block_, "fields");
        require(w & FLAGS == flags, "flags");
        for (uint256 epoch = 0; epoch < Registration.EPOCH_MAX; epoch += 51) {
            require(Registration.epoch(w) == epoch, "epoch");
            for (uint256 i = 0; i < 51; ++i) w = Registration.advance(w);
        }
        require(Registration.index(w) == index && Registration.blockNumber(w) == block_, "fields after epochs");
        // A key barred for a purpose is retired once the epoch has ended.
        if (flags & Registration.BARRED != 0) flags |= Registration.RETIRED;
        require(w & FLAGS == flags, "flags after epochs");
    }

    function testFuzz_ANonceGivesBackEpochAndCounter(uint24 counter, uint8 epoch, bool known) public pure {
        uint256 nonce = (uint256(epoch) << 24) | counter | (known ? ConsentNonce.KNOWN : 0);
        require(ConsentNonce.counter(nonce) == counter && ConsentNonce.epoch(nonce) == epoch, "nonce");
    }

    function testFuzz_AMemberSetCountsAndOrdersItsMembers(uint256 set) public pure {
        uint256 total = 0;
        uint256 left = set;
        for (uint16 i = 0; i < 256; ++i) {
            bool has = (set >> i) % 2 == 1;
            require(set.has(i) == has, "has");
            if (!has) continue;
            ++total;
            require(left.lowest() == i, "lowest");
            left &= ~MemberSet.only(i);
        }
        require(left == 0 && set.count() == total, "count");
    }

    function _pack(Episode memory e) private pure returns (uint256 w) {
        w = uint256(e.from) | (uint256(e.until) << 40) | (uint256(e.grantBlock) << 80) | (uint256(e.revokeBlock) << 120);
        w |= (uint256(e.categories) << 160) | (uint256(e.basis % 8) << 192) | (e.limited ? 1 << 195 : 0);
        w |= (uint256(e.revocationBasis % 16) << 196) | (uint256(e.purpose) << 200) | (uint256(e.nonce) << 208);
        w |= (uint256(e.index) << 232) | (uint256(e.epoch) << 248);
    }
}
