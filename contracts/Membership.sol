// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsortium} from "./interfaces/IConsortium.sol";

/// @title What every contract needs from the consortium: who is calling, and in which role
abstract contract Membership {
    /// @notice The consortium whose members may act here.
    IConsortium public immutable consortium;

    /// @param consortium_ The consortium whose members may act here
    constructor(IConsortium consortium_) {
        consortium = consortium_;
    }

    /// @dev The caller's index; reverts unless it is an active member with one of `roles`.
    function _callerWithRole(uint8 roles) internal view returns (uint16 index) {
        return consortium.requireRole(msg.sender, roles);
    }
}
