// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The nonce of a consent request: counter | epoch << 24 | known << 39
/// @dev The counter is of (key, site, purpose) in the epoch. `known` may accompany a first request of epoch 0: the patient signs
///      that the key is registered at the site already, which spares the look. A patient for whom that is untrue has a
///      consent that no cohort lists; nobody else can say it.
library ConsentNonce {
    uint256 internal constant KNOWN = 1 << 39;

    function counter(uint256 nonce) internal pure returns (uint256) {
        return nonce & 0xffffff;
    }

    /// @dev Beyond 255, the last epoch there can be, it is no key's.
    function epoch(uint256 nonce) internal pure returns (uint256) {
        return (nonce >> 24) & 0x7fff;
    }
}
