// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The fixed-size part of a consent request as one word
/// @dev from | until << 40 | deadline << 80 | nonce << 120 | categories << 160 | site << 192 | purpose << 200 | tag << 208.
///      from, until, categories and purpose stand where an episode's word has them. `nonce` is epoch << 24 | counter. `tag` is
///      the first 6 bytes of the key hash in the packed form, where a spoilt signature would else recover some other key.
library ConsentHeader {
    /// @dev What an episode takes over unchanged: from, until, categories, purpose.
    uint256 private constant TERMS = (type(uint256).max >> 176) | (uint256(type(uint32).max) << 160) | (0xff << 200);

    /// @notice The header of a request that is not packed; every field must be in its range.
    function pack(
        uint256 site_,
        uint256 purpose_,
        uint256 categories_,
        uint256 from_,
        uint256 until_,
        uint256 nonce_,
        uint256 deadline_
    ) internal pure returns (uint256) {
        return
            from_ |
            (until_ << 40) |
            (deadline_ << 80) |
            (nonce_ << 120) |
            (categories_ << 160) |
            (site_ << 192) |
            (purpose_ << 200);
    }

    function from(uint256 header) internal pure returns (uint40) {
        return uint40(header);
    }

    function until(uint256 header) internal pure returns (uint40) {
        return uint40(header >> 40);
    }

    function deadline(uint256 header) internal pure returns (uint40) {
        return uint40(header >> 80);
    }

    function nonce(uint256 header) internal pure returns (uint64) {
        return uint40(header >> 120);
    }

    function categories(uint256 header) internal pure returns (uint32) {
        return uint32(header >> 160);
    }

    function site(uint256 header) internal pure returns (uint16) {
        return uint8(header >> 192);
    }

    function purpose(uint256 header) internal pure returns (uint8) {
        return uint8(header >> 200);
    }

    /// @notice Whether the header's tag is that of the key.
    function isOf(uint256 header, bytes32 keyHash) internal pure returns (bool) {
        return header >> 208 == uint256(keyHash) >> 208;
    }

    /// @notice from, until, categories and purpose, each at its place in an episode's word.
    function terms(uint256 header) internal pure returns (uint256) {
        return header & TERMS;
    }

    /// @notice Whether a packed request is a revocation, which has neither period nor categories.
    function isRevocation(uint256 header) internal pure returns (bool) {
        return header & ((type(uint256).max >> 176) | (uint256(type(uint32).max) << 160)) == 0;
    }
}
