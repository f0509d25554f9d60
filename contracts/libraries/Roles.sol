// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The roles of a member, one bit each
library Roles {
    uint8 internal constant SITE = 1;
    uint8 internal constant COORDINATOR = 2;
    uint8 internal constant AUDITOR = 4;
    uint8 internal constant SPONSOR = 8;
    uint8 internal constant ALL = 15;
}
