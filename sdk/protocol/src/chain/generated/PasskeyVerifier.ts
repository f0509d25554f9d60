// Generated from contracts/PasskeyVerifier.sol by `npm run generate`; do not edit.
export const PasskeyVerifier = {
  name: "PasskeyVerifier",
  abi: [
    {"inputs":[{"name":"consortium_","type":"address"}],"stateMutability":"nonpayable","type":"constructor"},
    {"anonymous":false,"inputs":[{"indexed":true,"name":"site","type":"uint16"},{"indexed":true,"name":"rpIdHash","type":"bytes32"},{"indexed":false,"name":"accepted","type":"bool"}],"name":"RelyingPartySet","type":"event"},
    {"inputs":[],"name":"consortium","outputs":[{"name":"","type":"address"}],"stateMutability":"view","type":"function"},
    {"inputs":[{"name":"site","type":"uint16"},{"name":"rpIdHash","type":"bytes32"}],"name":"isRelyingParty","outputs":[{"name":"","type":"bool"}],"stateMutability":"view","type":"function"},
    {"inputs":[{"name":"rpIdHash","type":"bytes32"},{"name":"accepted","type":"bool"}],"name":"setRelyingParty","outputs":[],"stateMutability":"nonpayable","type":"function"},
    {"inputs":[{"name":"interfaceId","type":"bytes4"}],"name":"supportsInterface","outputs":[{"name":"","type":"bool"}],"stateMutability":"view","type":"function"},
    {"inputs":[{"name":"","type":"bytes"},{"name":"","type":"bytes32"},{"name":"","type":"bytes"}],"name":"verify","outputs":[{"name":"","type":"bytes4"}],"stateMutability":"pure","type":"function"},
    {"inputs":[{"name":"site","type":"uint16"},{"name":"key","type":"bytes"},{"name":"hash","type":"bytes32"},{"name":"signature","type":"bytes"}],"name":"verifyForSite","outputs":[{"name":"","type":"bytes4"}],"stateMutability":"view","type":"function"},
  ],
} as const;
