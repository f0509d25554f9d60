// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Sets of members as one word: bit i stands for the member with index i
library MemberSet {
    /// @notice The set with one member.
    function only(uint16 index) internal pure returns (uint256) {
        return 1 << index;
    }

    /// @notice Whether the set holds the member.
    function has(uint256 set, uint16 index) internal pure returns (bool) {
        return (set >> index) & 1 == 1;
    }

    /// @notice The number of members in the set.
    function count(uint256 set) internal pure returns (uint256 total) {
        for (; set != 0; set &= set - 1) {
            unchecked {
                ++total;
            }
        }
    }

    /// @notice The lowest index of a set that is not empty.
    function lowest(uint256 set) internal pure returns (uint16) {
        unchecked {
            // the lowest set bit is a power of two, so its logarithm is the index, below 256
            return uint16(Math.log2(set & (~set + 1)));
        }
    }
}
