// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentSeals} from "../../../contracts/interfaces/IConsentSeals.sol";
import {World} from "./World.sol";

/// @title Random revocations of sealed consents against a model of one flag for each leaf
/// @dev Bits of revocation are only ever set, each by the seal's own site or by the leaf's own key.
contract SealsTest is World {
    uint256 private constant STEPS = 10;
    uint256 private constant KEY = 0x5EA1;
    uint16 private constant OWNER = 1;

    uint32 private _sealId;
    uint32 private _size;
    IConsentSeals.Leaf[] private _leaves;
    bytes32[] private _hashes;
    mapping(uint256 index => bool) private _revoked;

    function testFuzz_RevocationsAreOnlyEverSet(bytes32 seed) public {
        begin(seed);
        _seal(uint32(1 << pick(5)));
        for (uint256 i = 0; i < STEPS; ++i) {
            nextStep();
            if (pick(2) == 0) _revokeSome();
            else _force();
            _checkAll();
        }
    }

    function testFuzz_AWideSealsBitmapIsTheUnionOfWhatWasRevoked(bytes32 seed) public {
        begin(seed);
        _sealId = _take(keccak256("root"), uint32(1 << (8 + pick(3))));
        uint256[] memory expected = new uint256[](_size / 256);
        for (uint256 i = 0; i < STEPS; ++i) {
            nextStep();
            uint32 place = uint32(pick(expected.length + 1));
            uint256 bits = uint256(word()) & uint256(word());
            bool must = place < expected.length;
            check(_revokeBits(OWNER, place, bits) == must, "a revocation of the site");
            if (must) expected[place] |= bits;
            uint256[] memory words = seals.revokedWords(_sealId, 0, type(uint32).max);
            check(keccak256(abi.encode(words)) == keccak256(abi.encode(expected)), "the bitmap");
            uint32 offset = uint32(pick(expected.length));
            check(seals.revokedWords(_sealId, offset, 1)[0] == expected[offset], "one word of the bitmap");
        }
    }

    function _seal(uint32 size) private {
        for (uint32 i = 0; i < size; ++i) {
            bytes32 keyHash = keccak256(abi.encodePacked(vm.addr(KEY + (i % 3))));
            _leaves.push(IConsentSeals.Leaf(OWNER, i, keyHash, 1, 6, 3, 0, type(uint40).max, word(), word()));
            _hashes.push(keccak256(bytes.concat(keccak256(abi.encode(_leaves[i])))));
        }
        (bytes32 root, ) = _prove(0);
        _sealId = _take(root, size);
    }

    function _take(bytes32 root, uint32 size) private returns (uint32) {
        _size = size;
        bytes memory call = abi.encodeCall(seals.sealConsents, (root, size, keccak256("evidence")));
        check(tried(OWNER, address(seals), call), "consents are sealed");
        return seals.sealCount();
    }

    function _revokeSome() private {
        uint16 by = pick(4) == 0 ? uint16(pick(9)) : OWNER;
        uint256 bits = uint256(word()) & ((1 << _size) - 1);
        bool outside = pick(6) == 0;
        if (outside) bits |= 1 << (_size + pick(256 - _size));
        bool must = by == OWNER && !outside;
        check(_revokeBits(by, 0, bits) == must, "a revocation of the site");
        for (uint256 i = 0; must && i < _size; ++i) {
            if ((bits >> i) % 2 == 1) _revoked[i] = true;
        }
    }

    function _revokeBits(uint16 by, uint32 place, uint256 bits) private returns (bool) {
        IConsentSeals.Revocation[] memory list = new IConsentSeals.Revocation[](1);
        list[0] = IConsentSeals.Revocation(place, bits);
        return tried(by, address(seals), abi.encodeCall(seals.revokeSealed, (_sealId, list)));
    }

    /// @dev A patient's revocation with the receipt, right or wrong in one way.
    function _force() private {
        uint32 index = uint32(pick(_size));
        IConsentSeals.Leaf memory leaf = _leaves[index];
        (, bytes32[] memory proof) = _prove(index);
        uint256 key = KEY + (index % 3);
        uint40 deadline = uint40(time() + pick(10));
        uint256 wrong = pick(10);
        if (wrong == 0) leaf.salt = word();
        else if (wrong == 1) leaf.index = (index + 1) % (2 * _size);
        else if (wrong == 2) key += 1;
        else if (wrong == 3) deadline = uint40(time() - 1);
        else if (wrong == 4) leaf.site = 2;
        else if (wrong == 5) leaf.keyHash = keccak256(abi.encodePacked(vm.addr(key + 1)));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, _digest(leaf.index, deadline));
        if (wrong == 6) s ^= bytes32(uint256(1));
        bytes memory signer = abi.encodePacked(vm.addr(wrong == 2 ? key - 1 : key));
        if (wrong == 7) signer = abi.encodePacked(vm.addr(key + 1));
        bool must = wrong > 7 && !_revoked[index];
        bytes memory call = abi.encodeCall(
            seals.forceRevocation,
            (_sealId, leaf, proof, deadline, signer, abi.encodePacked(r, s, v))
        );
        check(tried(STRANGER, address(seals), call) == must, "a revocation of the patient");
        if (must) _revoked[index] = true;
    }

    function _checkAll() private view {
        uint256 bits = 0;
        for (uint32 i = 0; i < _size; ++i) {
            if (_revoked[i]) bits |= 1 << i;
        }
        uint256[] memory words = seals.revokedWords(_sealId, 0, 10);
        check(words.length == 1 && words[0] == bits, "the bitmap");
        for (uint32 i = 0; i < _size; i += 3) {
            (, bytes32[] memory proof) = _prove(i);
            check(seals.isSealed(_sealId, _leaves[i], proof) == !_revoked[i], "a sealed consent that holds");
        }
    }

    /// @dev The tree's root and a leaf's proof, over pairs in ascending order as OpenZeppelin's MerkleProof reads them.
    function _prove(uint256 index) private view returns (bytes32, bytes32[] memory proof) {
        bytes32[] memory level = _hashes;
        uint256 depth = 0;
        while (uint256(1) << depth < level.length) ++depth;
        proof = new bytes32[](depth);
        for (uint256 d = 0; d < depth; ++d) {
            proof[d] = level[index ^ 1];
            index >>= 1;
            bytes32[] memory next = new bytes32[](level.length / 2);
            for (uint256 i = 0; i < next.length; ++i) {
                (bytes32 a, bytes32 b) = (level[2 * i], level[2 * i + 1]);
                next[i] = keccak256(a < b ? abi.encodePacked(a, b) : abi.encodePacked(b, a));
            }
            level = next;
        }
        return (level[0], proof);
    }

    function _digest(uint32 index, uint40 deadline) private view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Consilium Seals"),
                keccak256("1"),
                block.chainid,
                address(seals)
            )
        );
        bytes32 kind = keccak256("RevokeSealedRequest(uint32 sealId,uint32 index,uint40 deadline)");
        bytes32 message = keccak256(abi.encode(kind, _sealId, index, deadline));
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }
}
