// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {StorageSlot} from "@openzeppelin/contracts/utils/StorageSlot.sol";
import {IConsentRegistry} from "./interfaces/IConsentRegistry.sol";
import {ConsentNonce} from "./libraries/ConsentNonce.sol";
import {EpisodeWord} from "./libraries/EpisodeWord.sol";
import {MemberSet} from "./libraries/MemberSet.sol";
import {Registration} from "./libraries/Registration.sol";
import {Membership} from "./Membership.sol";

/// @title What the consent registry keeps, and how to read it
/// @dev The newest episode of a (key, site, purpose, epoch) has a slot of its own, which also carries the nonce; a further
///      grant moves it into the history first. So a first grant writes one new slot, and a revocation none. Revoking all
///      consents of a key at a site only counts its epoch up; the block where an epoch ended closes what it left open.
abstract contract ConsentStore is IConsentRegistry, Membership {
    using EpisodeWord for uint256;
    using MemberSet for uint256;

    /// @dev Marks in what the slots of words and registrations are hashed from; a mapping hashes its own small slot number there.
    uint256 private constant SCOPE = 1 << 255;
    uint256 private constant SEAT = 1 << 254;

    mapping(bytes32 scope => mapping(uint256 index => uint256 word)) internal _history;
    /// @dev By keccak256(scope, episode index, study digest), for episodes that are limited to studies.
    mapping(bytes32 listing => bool) internal _listed;
    mapping(uint16 site => bytes32[]) private _keys;
    /// @dev Block | revocation basis << 40.
    mapping(bytes32 seat => mapping(uint256 epoch => uint256)) private _epochEnds;
    mapping(bytes32 seat => bytes32 keyHash) internal _guardians;

    /// @inheritdoc IConsentRegistry
    function nextNonce(bytes32 keyHash, uint16 site, uint8 purpose) external view override returns (uint64) {
        return _nextNonce(keyHash, site, purpose);
    }

    /// @inheritdoc IConsentRegistry
    function epochOf(bytes32 keyHash, uint16 site) external view override returns (uint64) {
        return uint64(Registration.epoch(_registration(_seat(keyHash, site))));
    }

    /// @inheritdoc IConsentRegistry
    function guardianOf(bytes32 keyHash, uint16 site) external view override returns (bytes32) {
        return _guardians[_seat(keyHash, site)];
    }

    /// @inheritdoc IConsentRegistry
    function consentAt(
        bytes32 keyHash,
        uint16 site,
        uint8 purpose,
        uint256 blockNumber
    ) external view override returns (Episode memory) {
        _requireFinal(blockNumber);
        (, uint256 word) = _wordAt(keyHash, site, purpose, blockNumber);
        return _unpack(word.steady());
    }

    /// @inheritdoc IConsentRegistry
    function consentsAt(
        bytes32[] calldata keyHashes,
        uint16 site,
        uint8 purpose,
        uint256 blockNumber
    ) external view override returns (uint256[] memory words) {
        _requireFinal(blockNumber);
        words = new uint256[](keyHashes.length);
        for (uint256 i = 0; i < keyHashes.length; ++i) {
            (, uint256 word) = _wordAt(keyHashes[i], site, purpose, blockNumber);
            words[i] = word.steady();
        }
    }

    /// @inheritdoc IConsentRegistry
    function listsStudyAt(
        bytes32[] calldata keyHashes,
        uint16 site,
        uint8 purpose,
        uint256 blockNumber,
        bytes32 studyDigest
    ) external view override returns (bool[] memory listed) {
        _requireFinal(blockNumber);
        listed = new bool[](keyHashes.length);
        for (uint256 i = 0; i < keyHashes.length; ++i) {
            (bytes32 scope, uint256 word) = _wordAt(keyHashes[i], site, purpose, blockNumber);
            listed[i] = word.isLimited() && _listed[_listing(scope, word.index(), studyDigest)];
        }
    }

    /// @inheritdoc IConsentRegistry
    function episodesOf(
        bytes32 keyHash,
        uint16 site,
        uint8 purpose
    ) external view override returns (Episode[] memory episodes) {
        bytes32 seat = _seat(keyHash, site);
        uint256 epochs = Registration.epoch(_registration(seat)) + 1;
        uint256 total = 0;
        for (uint256 epoch = 0; epoch < epochs; ++epoch) {
            uint256 word = _latest(_scope(keyHash, site, purpose, epoch));
            if (word != 0) total += word.index() + 1;
        }
        episodes = new Episode[](total);
        uint256 next = 0;
        for (uint256 epoch = 0; epoch < epochs; ++epoch) {
            bytes32 scope = _scope(keyHash, site, purpose, epoch);
            uint256 word = _latest(scope);
            if (word == 0) continue;
            for (uint256 i = 0; i < word.index(); ++i) episodes[next++] = _unpack(_history[scope][i]);
            uint256 end = _epochEnds[seat][epoch];
            // A late request may have closed in an ended epoch what its end had closed before.
            if (end != 0 && !word.isClosedBy(uint40(end))) word = word.reopen().close(uint40(end), end >> 40, 0);
            episodes[next++] = _unpack(word);
        }
    }

    /// @inheritdoc IConsentRegistry
    function keyCount(uint16 site) external view override returns (uint256) {
        return _keys[site].length;
    }

    /// @inheritdoc IConsentRegistry
    function keyCountAt(uint16 site, uint256 blockNumber) external view override returns (uint256 low) {
        _requireFinal(blockNumber);
        bytes32[] storage keys = _keys[site];
        uint256 high = keys.length;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (Registration.blockNumber(_registration(_seat(keys[middle], site))) <= blockNumber) low = middle + 1;
            else high = middle;
        }
    }

    /// @inheritdoc IConsentRegistry
    function keysOf(uint16 site, uint256 offset, uint256 limit) external view override returns (bytes32[] memory page) {
        bytes32[] storage keys = _keys[site];
        if (offset >= keys.length) return page;
        uint256 left = keys.length - offset;
        page = new bytes32[](limit < left ? limit : left);
        for (uint256 i = 0; i < page.length; ++i) page[i] = keys[offset + i];
    }

    /// @inheritdoc IConsentRegistry
    function registrationOf(
        uint16 site,
        bytes32 keyHash
    ) external view override returns (bool registered, uint32 index, uint40 blockNumber) {
        uint256 registration = _registration(_seat(keyHash, site));
        if (registration == 0) return (false, 0, 0);
        return (true, Registration.index(registration), Registration.blockNumber(registration));
    }

    /// @dev Registers a key; false if the index is no site's. A site with keys was one when its first was registered.
    function _register(bytes32 seat, bytes32 keyHash, uint16 site, uint256 flags) internal returns (bool) {
        bytes32[] storage keys = _keys[site];
        uint256 index = keys.length;
        if (index == 0 && !consortium.knownSites().has(site)) return false;
        keys.push(keyHash);
        _setRegistration(seat, Registration.create(index, block.number, flags));
        emit PatientKeyRegistered(site, uint32(index), keyHash);
        return true;
    }

    /// @dev Ends the epoch of a key at a site, and with it every consent still open there. The flags are added.
    function _endEpoch(
        bytes32 seat,
        bytes32 keyHash,
        uint16 site,
        uint256 by,
        uint256 flags,
        bytes32 evidenceDigest
    ) internal {
        uint256 registration = _registration(seat);
        uint256 epoch = Registration.epoch(registration);
        if (epoch == Registration.EPOCH_MAX) revert ConsentHistoryFull(keyHash, site, 0);
        _epochEnds[seat][epoch] = block.number | (by << 40);
        _setRegistration(seat, Registration.advance(registration) | flags);
        emit ConsentsRevoked(keyHash, site, uint8(epoch + 1), uint8(by), evidenceDigest);
    }

    function _nextNonce(bytes32 keyHash, uint16 site, uint8 purpose) internal view returns (uint64) {
        uint256 registration = _registration(_seat(keyHash, site));
        uint256 epoch = Registration.epoch(registration);
        uint256 word = _latest(_scope(keyHash, site, purpose, epoch));
        bool known = word == 0 && epoch == 0 && registration & Registration.SPEAKS != 0;
        return uint64(known ? ConsentNonce.KNOWN : (epoch << 24) | word.nonce());
    }

    /// @dev The episode in force at the end of a block and its scope, 0 if none. Episodes of an epoch are ordered by grant
    ///      block and each ends no later than the next begins, so only the newest one granted by then can be in force.
    function _wordAt(
        bytes32 keyHash,
        uint16 site,
        uint8 purpose,
        uint256 blockNumber
    ) private view returns (bytes32 scope, uint256 word) {
        scope = _scope(keyHash, site, purpose, _epochAt(_seat(keyHash, site), blockNumber));
        word = _latest(scope);
        if (word == 0) return (scope, 0);
        if (word.grantBlock() > blockNumber) {
            uint256 low = 0;
            uint256 high = word.index();
            while (low < high) {
                uint256 middle = (low + high) / 2;
                if (_history[scope][middle].grantBlock() <= blockNumber) low = middle + 1;
                else high = middle;
            }
            if (low == 0) return (scope, 0);
            word = _history[scope][low - 1];
        }
        if (!word.inForceAt(blockNumber)) word = 0;
    }

    /// @dev The epoch at the end of a block: how many ended by then.
    function _epochAt(bytes32 seat, uint256 blockNumber) private view returns (uint256 low) {
        uint256 high = Registration.epoch(_registration(seat));
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (uint40(_epochEnds[seat][middle]) <= blockNumber) low = middle + 1;
            else high = middle;
        }
    }

    function _unpack(uint256 word) private pure returns (Episode memory) {
        return
            Episode(
                word.from(),
                word.until(),
                word.grantBlock(),
                word.revokeBlock(),
                word.categories(),
                word.basis(),
                word.revocationBasis(),
                word.isLimited()
            );
    }

    function _requireFinal(uint256 blockNumber) private view {
        if (blockNumber >= block.number) revert ConsentBlockNotFinal(blockNumber, block.number);
    }

    /// @dev The newest episode's word lies in the scope's own slot: one hash fewer than a mapping of scopes.
    function _latest(bytes32 scope) internal view returns (uint256) {
        return StorageSlot.getUint256Slot(scope).value;
    }

    function _setLatest(bytes32 scope, uint256 word) internal {
        StorageSlot.getUint256Slot(scope).value = word;
    }

    /// @dev The registration's word (library Registration), in the seat's own slot.
    function _registration(bytes32 seat) internal view returns (uint256) {
        return StorageSlot.getUint256Slot(seat).value;
    }

    function _setRegistration(bytes32 seat, uint256 word) internal {
        StorageSlot.getUint256Slot(seat).value = word;
    }

    function _listing(bytes32 scope, uint256 index, bytes32 studyDigest) internal pure returns (bytes32) {
        return keccak256(abi.encode(scope, index, studyDigest));
    }

    function _scope(
        bytes32 keyHash,
        uint256 site,
        uint256 purpose,
        uint256 epoch
    ) internal pure returns (bytes32 scope) {
        assembly ("memory-safe") {
            mstore(0x00, keyHash)
            mstore(0x20, or(or(SCOPE, shl(24, epoch)), or(shl(8, site), purpose)))
            scope := keccak256(0x00, 0x40)
        }
    }

    function _seat(bytes32 keyHash, uint256 site) internal pure returns (bytes32 seat) {
        assembly ("memory-safe") {
            mstore(0x00, keyHash)
            mstore(0x20, or(SEAT, site))
            seat := keccak256(0x00, 0x40)
        }
    }
}
