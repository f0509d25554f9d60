// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The risk classes of a study's models, after the EU AI Act (Regulation 2024/1689), whose prohibited class no study has
library RiskClasses {
    uint8 internal constant MINIMAL = 1;
    uint8 internal constant LIMITED = 2;
    uint8 internal constant HIGH = 3;
}
