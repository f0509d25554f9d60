// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from "../../../contracts/interfaces/IConsentRegistry.sol";
import {ConsentSigning} from "./ConsentSigning.sol";
import {Vm} from "./Vm.sol";

/// @title A batch with malformed entries: each is skipped with its reason, and every other one is taken
contract ConsentBatchTest is ConsentSigning {
    uint256 private constant KEYS = 6;
    uint16 private constant SITE = 2;
    uint8 private constant PURPOSE = 9;

    uint256[KEYS] private _keys;
    bytes32[] private _hashes;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < KEYS; ++i) {
            _keys[i] = 0xBA7C4 + i;
            _hashes.push(keccak256(signerOf(_keys[i])));
        }
    }

    function testFuzz_OneMalformedEntryDoesNotSinkTheOthers(bytes32 seed) public {
        begin(seed);
        IConsentRegistry.Request[] memory list = new IConsentRegistry.Request[](KEYS);
        bytes4[] memory reasons = new bytes4[](KEYS);
        for (uint256 i = 0; i < KEYS; ++i) (list[i], reasons[i]) = _entry(i);
        vm.recordLogs();
        uint256 accepted = consents.submitBatch(list);
        _checkOutcome(accepted, reasons, list);
    }

    function testFuzz_OneMalformedCompactEntryDoesNotSinkTheOthers(bytes32 seed) public {
        begin(seed);
        IConsentRegistry.CompactRequest[] memory list = new IConsentRegistry.CompactRequest[](KEYS);
        IConsentRegistry.Request[] memory whole = new IConsentRegistry.Request[](KEYS);
        bytes4[] memory reasons = new bytes4[](KEYS);
        for (uint256 i = 0; i < KEYS; ++i) (list[i], reasons[i], whole[i]) = _compactEntry(i);
        vm.recordLogs();
        uint256 accepted = consents.relayConsentsCompact(list);
        _checkOutcome(accepted, reasons, whole);
    }

    /// @dev Holds are what was taken; each skipped entry left an event with its place and its reason.
    function _checkOutcome(
        uint256 accepted,
        bytes4[] memory reasons,
        IConsentRegistry.Request[] memory list
    ) private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        bytes4[] memory told = new bytes4[](KEYS);
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] != IConsentRegistry.ConsentRejected.selector) continue;
            (uint256 index, bytes4 reason) = abi.decode(logs[i].data, (uint256, bytes4));
            check(told[index] == 0, "an entry was skipped twice");
            told[index] = reason;
        }
        uint256 taken = 0;
        uint256 mined = height();
        vm.roll(mined + 1);
        uint256[] memory words = consents.consentsAt(_hashes, SITE, PURPOSE, mined);
        for (uint256 i = 0; i < KEYS; ++i) {
            nextStep();
            check(told[i] == reasons[i], "the reason of an entry");
            if (reasons[i] == 0) ++taken;
            check((words[i] != 0) == (reasons[i] == 0), "what was taken holds, what was skipped does not");
            if (words[i] != 0) check(uint32(words[i] >> 160) == list[i].terms.categories, "the terms that hold");
        }
        check(accepted == taken, "the number of entries taken");
    }

    /// @dev A grant of the i-th key that is right, or malformed in one way, and the error it must meet.
    function _entry(uint256 i) private returns (IConsentRegistry.Request memory item, bytes4) {
        (IConsentRegistry.GrantRequest memory terms, bytes4 reason) = _terms();
        item = request(_keys[i], false, terms);
        if (reason != 0) return (item, reason);
        uint256 kind = pick(14);
        if (kind == 0) {
            item.signature = _noise(pick(200));
            return (item, IConsentRegistry.ConsentSignatureInvalid.selector);
        }
        if (kind == 1) {
            item.signature[pick(65)] ^= bytes1(uint8(1 << pick(8)));
            return (item, IConsentRegistry.ConsentSignatureInvalid.selector);
        }
        if (kind == 2) {
            item.signer = _noise(pick(20));
            return (item, IConsentRegistry.ConsentSignerInvalid.selector);
        }
        if (kind == 3) {
            item.signer = _noise(21 + pick(100));
            return (item, IConsentRegistry.ConsentVerifierUnknown.selector);
        }
        if (kind == 4) {
            // The allowed verifier, and whatever for key and assertion.
            item.signer = bytes.concat(abi.encodePacked(address(passkeys)), _noise(1 + pick(100)));
            item.signature = _noise(pick(300));
            return (item, IConsentRegistry.ConsentSignatureInvalid.selector);
        }
        if (kind == 5) {
            // A contract that knows nothing of signatures.
            item.signer = abi.encodePacked(address(studies));
            return (item, IConsentRegistry.ConsentSignatureInvalid.selector);
        }
        if (kind == 6) {
            item.terms.site = uint16(256 + pick(60_000));
            return (item, IConsentRegistry.ConsentSiteUnknown.selector);
        }
        if (kind == 7) {
            item.terms.nonce = uint64(1 << 40) + uint64(pick(1 << 60));
            return (item, IConsentRegistry.ConsentNonceStale.selector);
        }
        if (kind == 8) {
            item.revocation = true;
            return (item, IConsentRegistry.ConsentSignatureInvalid.selector);
        }
        return (item, 0);
    }

    function _compactEntry(
        uint256 i
    ) private returns (IConsentRegistry.CompactRequest memory item, bytes4, IConsentRegistry.Request memory whole) {
        (IConsentRegistry.GrantRequest memory terms, bytes4 reason) = _terms();
        whole = request(_keys[i], false, terms);
        item = compact(whole);
        // Without period and categories it reads as a revocation, which was not signed.
        if (reason != 0) return (item, reason, whole);
        uint256 kind = pick(10);
        bytes4 unsigned = IConsentRegistry.ConsentSignatureInvalid.selector;
        if (kind == 0) item.r = word();
        else if (kind == 1) item.vs = word();
        else if (kind == 2) item.vs ^= bytes32(uint256(1) << 255);
        else if (kind == 3) item.textDigest = word();
        else if (kind == 4) item.header ^= 1 << pick(256);
        else if (kind == 5) (item.r, item.vs) = (0, 0);
        else return (item, 0, whole);
        return (item, unsigned, whole);
    }

    /// @dev Terms, and the error that they must meet where they are wrong themselves.
    function _terms() private returns (IConsentRegistry.GrantRequest memory terms, bytes4) {
        terms = IConsentRegistry.GrantRequest({
            site: SITE,
            purpose: PURPOSE,
            categories: uint32(1 + pick(1000)),
            from: uint40(time()),
            until: uint40(time() + 1 + pick(1000)),
            textDigest: word(),
            nonce: 0,
            deadline: uint40(time() + pick(100))
        });
        uint256 kind = pick(20);
        if (kind == 0) {
            terms.nonce = uint64(1 + pick(1 << 24));
            return (terms, IConsentRegistry.ConsentNonceStale.selector);
        }
        if (kind == 1) {
            terms.deadline = uint40(time() - 1 - pick(1000));
            return (terms, IConsentRegistry.ConsentDeadlinePassed.selector);
        }
        if (kind == 2) {
            terms.until = uint40(time() - pick(1000));
            return (terms, IConsentRegistry.ConsentPeriodInvalid.selector);
        }
        if (kind == 3) {
            terms.purpose = 0;
            return (terms, IConsentRegistry.ConsentScopeInvalid.selector);
        }
        if (kind == 4) {
            terms.categories = 0;
            return (terms, IConsentRegistry.ConsentScopeInvalid.selector);
        }
        if (kind == 5) {
            terms.site = COORDINATOR + uint16(pick(200));
            return (terms, IConsentRegistry.ConsentSiteUnknown.selector);
        }
        return (terms, 0);
    }

    function _noise(uint256 length) private returns (bytes memory noise) {
        noise = new bytes(length);
        for (uint256 i = 0; i < length; ++i) noise[i] = bytes1(uint8(pick(256)));
    }
}
