// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title How many shares open a secret and how many survivors a sum needs, of n sites of which c may collude with the coordinator
/// @dev Two sets of t among n, c of whom answer twice, would need 2t ≤ n + c. With t of this library none exist.
library Thresholds {
    /// @notice t = ⌊(n + c)/2⌋ + 1, the shares that open a secret.
    function shares(uint256 sites, uint256 colluders) internal pure returns (uint256) {
        return (sites + colluders) / 2 + 1;
    }

    /// @notice m = max(t, ⌈2n/3⌉), the fewest survivors whose sum may be opened.
    function survivors(uint256 sites, uint256 colluders) internal pure returns (uint256) {
        uint256 t = shares(sites, colluders);
        uint256 twoThirds = (2 * sites + 2) / 3;
        return t > twoThirds ? t : twoThirds;
    }
}
