// Generated from contracts/ConsentRegistry.sol by `npm run generate`; do not edit.
export const ConsentRegistry = {
  name: "ConsentRegistry",
  abi: [
    {
      "inputs": [
        {
          "internalType": "contract IConsortium",
          "name": "consortium_",
          "type": "address"
        },
        {
          "internalType": "address[]",
          "name": "verifiers",
          "type": "address[]"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "constructor"
    },
    {
      "inputs": [
        {
          "internalType": "uint8",
          "name": "basis",
          "type": "uint8"
        }
      ],
      "name": "ConsentBasisInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint256",
          "name": "blockNumber",
          "type": "uint256"
        },
        {
          "internalType": "uint256",
          "name": "current",
          "type": "uint256"
        }
      ],
      "name": "ConsentBlockNotFinal",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint40",
          "name": "deadline",
          "type": "uint40"
        },
        {
          "internalType": "uint40",
          "name": "timestamp",
          "type": "uint40"
        }
      ],
      "name": "ConsentDeadlinePassed",
      "type": "error"
    },
    {
      "inputs": [],
      "name": "ConsentEvidenceMissing",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint256",
          "name": "left",
          "type": "uint256"
        },
        {
          "internalType": "uint256",
          "name": "needed",
          "type": "uint256"
        }
      ],
      "name": "ConsentGasTooLow",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "internalType": "bytes32",
          "name": "guardianKeyHash",
          "type": "bytes32"
        }
      ],
      "name": "ConsentGuardianUnknown",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "internalType": "uint8",
          "name": "purpose",
          "type": "uint8"
        }
      ],
      "name": "ConsentHistoryFull",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "internalType": "uint8",
          "name": "purpose",
          "type": "uint8"
        }
      ],
      "name": "ConsentKeyRetired",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "ConsentKeySpeaks",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "ConsentKeyUnknown",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "internalType": "uint64",
          "name": "expected",
          "type": "uint64"
        },
        {
          "internalType": "uint64",
          "name": "given",
          "type": "uint64"
        }
      ],
      "name": "ConsentNonceStale",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "internalType": "uint8",
          "name": "purpose",
          "type": "uint8"
        }
      ],
      "name": "ConsentNotActive",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint40",
          "name": "from",
          "type": "uint40"
        },
        {
          "internalType": "uint40",
          "name": "until",
          "type": "uint40"
        }
      ],
      "name": "ConsentPeriodInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint8",
          "name": "purpose",
          "type": "uint8"
        },
        {
          "internalType": "uint32",
          "name": "categories",
          "type": "uint32"
        }
      ],
      "name": "ConsentScopeInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        }
      ],
      "name": "ConsentSignatureInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint256",
          "name": "length",
          "type": "uint256"
        }
      ],
      "name": "ConsentSignerInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "ConsentSiteUnknown",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint256",
          "name": "count",
          "type": "uint256"
        }
      ],
      "name": "ConsentStudiesInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "address",
          "name": "verifier",
          "type": "address"
        }
      ],
      "name": "ConsentVerifierUnknown",
      "type": "error"
    },
    {
      "inputs": [],
      "name": "InvalidShortString",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "string",
          "name": "str",
          "type": "string"
        }
      ],
      "name": "StringTooLong",
      "type": "error"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "textDigest",
          "type": "bytes32"
        },
        {
          "indexed": false,
          "internalType": "uint256",
          "name": "episode",
          "type": "uint256"
        }
      ],
      "name": "ConsentGranted",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "uint8",
          "name": "purpose",
          "type": "uint8"
        },
        {
          "indexed": false,
          "internalType": "bytes32[]",
          "name": "studyDigests",
          "type": "bytes32[]"
        }
      ],
      "name": "ConsentLimited",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": false,
          "internalType": "uint256",
          "name": "index",
          "type": "uint256"
        },
        {
          "indexed": true,
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "indexed": false,
          "internalType": "bytes4",
          "name": "reason",
          "type": "bytes4"
        }
      ],
      "name": "ConsentRejected",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "uint256",
          "name": "episode",
          "type": "uint256"
        }
      ],
      "name": "ConsentRevoked",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "uint256",
          "name": "episode",
          "type": "uint256"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "evidenceDigest",
          "type": "bytes32"
        }
      ],
      "name": "ConsentRevokedBySite",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "uint8",
          "name": "epoch",
          "type": "uint8"
        },
        {
          "indexed": false,
          "internalType": "uint8",
          "name": "revocationBasis",
          "type": "uint8"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "evidenceDigest",
          "type": "bytes32"
        }
      ],
      "name": "ConsentsRevoked",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [],
      "name": "EIP712DomainChanged",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "guardianKeyHash",
          "type": "bytes32"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "evidenceDigest",
          "type": "bytes32"
        }
      ],
      "name": "GuardianEnrolled",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "uint32",
          "name": "index",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        }
      ],
      "name": "PatientKeyRegistered",
      "type": "event"
    },
    {
      "inputs": [],
      "name": "SIGNATURE_GAS",
      "outputs": [
        {
          "internalType": "uint256",
          "name": "",
          "type": "uint256"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "STUDIES_MAX",
      "outputs": [
        {
          "internalType": "uint256",
          "name": "",
          "type": "uint256"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "components": [
            {
              "internalType": "bytes32",
              "name": "keyHash",
              "type": "bytes32"
            },
            {
              "internalType": "uint8",
              "name": "basis",
              "type": "uint8"
            },
            {
              "internalType": "uint8",
              "name": "purpose",
              "type": "uint8"
            },
            {
              "internalType": "uint32",
              "name": "categories",
              "type": "uint32"
            },
            {
              "internalType": "uint40",
              "name": "from",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "until",
              "type": "uint40"
            },
            {
              "internalType": "bytes32",
              "name": "evidenceDigest",
              "type": "bytes32"
            }
          ],
          "internalType": "struct IConsentRegistry.Attested[]",
          "name": "consents",
          "type": "tuple[]"
        }
      ],
      "name": "attestConsents",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint256",
          "name": "header",
          "type": "uint256"
        },
        {
          "internalType": "bytes32",
          "name": "r",
          "type": "bytes32"
        },
        {
          "internalType": "bytes32",
          "name": "vs",
          "type": "bytes32"
        }
      ],
      "name": "closeConsentCompact",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "internalType": "uint8",
          "name": "purpose",
          "type": "uint8"
        },
        {
          "internalType": "uint256",
          "name": "blockNumber",
          "type": "uint256"
        }
      ],
      "name": "consentAt",
      "outputs": [
        {
          "components": [
            {
              "internalType": "uint40",
              "name": "from",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "until",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "grantBlock",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "revokeBlock",
              "type": "uint40"
            },
            {
              "internalType": "uint32",
              "name": "categories",
              "type": "uint32"
            },
            {
              "internalType": "uint8",
              "name": "basis",
              "type": "uint8"
            },
            {
              "internalType": "uint8",
              "name": "revocationBasis",
              "type": "uint8"
            },
            {
              "internalType": "bool",
              "name": "limited",
              "type": "bool"
            }
          ],
          "internalType": "struct IConsentRegistry.Episode",
          "name": "",
          "type": "tuple"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32[]",
          "name": "keyHashes",
          "type": "bytes32[]"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "internalType": "uint8",
          "name": "purpose",
          "type": "uint8"
        },
        {
          "internalType": "uint256",
          "name": "blockNumber",
          "type": "uint256"
        }
      ],
      "name": "consentsAt",
      "outputs": [
        {
          "internalType": "uint256[]",
          "name": "words",
          "type": "uint256[]"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "consortium",
      "outputs": [
        {
          "internalType": "contract IConsortium",
          "name": "",
          "type": "address"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "eip712Domain",
      "outputs": [
        {
          "internalType": "bytes1",
          "name": "fields",
          "type": "bytes1"
        },
        {
          "internalType": "string",
          "name": "name",
          "type": "string"
        },
        {
          "internalType": "string",
          "name": "version",
          "type": "string"
        },
        {
          "internalType": "uint256",
          "name": "chainId",
          "type": "uint256"
        },
        {
          "internalType": "address",
          "name": "verifyingContract",
          "type": "address"
        },
        {
          "internalType": "bytes32",
          "name": "salt",
          "type": "bytes32"
        },
        {
          "internalType": "uint256[]",
          "name": "extensions",
          "type": "uint256[]"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "internalType": "bytes32",
          "name": "guardianKeyHash",
          "type": "bytes32"
        },
        {
          "internalType": "bytes32",
          "name": "evidenceDigest",
          "type": "bytes32"
        }
      ],
      "name": "enrolGuardian",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "internalType": "uint8",
          "name": "purpose",
          "type": "uint8"
        }
      ],
      "name": "episodesOf",
      "outputs": [
        {
          "components": [
            {
              "internalType": "uint40",
              "name": "from",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "until",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "grantBlock",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "revokeBlock",
              "type": "uint40"
            },
            {
              "internalType": "uint32",
              "name": "categories",
              "type": "uint32"
            },
            {
              "internalType": "uint8",
              "name": "basis",
              "type": "uint8"
            },
            {
              "internalType": "uint8",
              "name": "revocationBasis",
              "type": "uint8"
            },
            {
              "internalType": "bool",
              "name": "limited",
              "type": "bool"
            }
          ],
          "internalType": "struct IConsentRegistry.Episode[]",
          "name": "episodes",
          "type": "tuple[]"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "epochOf",
      "outputs": [
        {
          "internalType": "uint64",
          "name": "",
          "type": "uint64"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "components": [
            {
              "internalType": "uint16",
              "name": "site",
              "type": "uint16"
            },
            {
              "internalType": "uint8",
              "name": "purpose",
              "type": "uint8"
            },
            {
              "internalType": "uint32",
              "name": "categories",
              "type": "uint32"
            },
            {
              "internalType": "uint40",
              "name": "from",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "until",
              "type": "uint40"
            },
            {
              "internalType": "bytes32",
              "name": "textDigest",
              "type": "bytes32"
            },
            {
              "internalType": "uint64",
              "name": "nonce",
              "type": "uint64"
            },
            {
              "internalType": "uint40",
              "name": "deadline",
              "type": "uint40"
            }
          ],
          "internalType": "struct IConsentRegistry.GrantRequest",
          "name": "request",
          "type": "tuple"
        },
        {
          "internalType": "bytes",
          "name": "signer",
          "type": "bytes"
        },
        {
          "internalType": "bytes",
          "name": "signature",
          "type": "bytes"
        }
      ],
      "name": "grant",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "components": [
            {
              "internalType": "uint16",
              "name": "site",
              "type": "uint16"
            },
            {
              "internalType": "uint8",
              "name": "purpose",
              "type": "uint8"
            },
            {
              "internalType": "uint32",
              "name": "categories",
              "type": "uint32"
            },
            {
              "internalType": "uint40",
              "name": "from",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "until",
              "type": "uint40"
            },
            {
              "internalType": "bytes32",
              "name": "textDigest",
              "type": "bytes32"
            },
            {
              "internalType": "uint64",
              "name": "nonce",
              "type": "uint64"
            },
            {
              "internalType": "uint40",
              "name": "deadline",
              "type": "uint40"
            }
          ],
          "internalType": "struct IConsentRegistry.GrantRequest",
          "name": "request",
          "type": "tuple"
        },
        {
          "internalType": "bytes",
          "name": "signer",
          "type": "bytes"
        },
        {
          "internalType": "bytes",
          "name": "signature",
          "type": "bytes"
        }
      ],
      "name": "grantAsGuardian",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "components": [
            {
              "internalType": "uint256",
              "name": "header",
              "type": "uint256"
            },
            {
              "internalType": "bytes32",
              "name": "textDigest",
              "type": "bytes32"
            },
            {
              "internalType": "bytes32",
              "name": "r",
              "type": "bytes32"
            },
            {
              "internalType": "bytes32",
              "name": "vs",
              "type": "bytes32"
            }
          ],
          "internalType": "struct IConsentRegistry.CompactRequest",
          "name": "request",
          "type": "tuple"
        }
      ],
      "name": "grantConsentCompact",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "components": [
            {
              "internalType": "uint16",
              "name": "site",
              "type": "uint16"
            },
            {
              "internalType": "uint8",
              "name": "purpose",
              "type": "uint8"
            },
            {
              "internalType": "uint32",
              "name": "categories",
              "type": "uint32"
            },
            {
              "internalType": "uint40",
              "name": "from",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "until",
              "type": "uint40"
            },
            {
              "internalType": "bytes32",
              "name": "textDigest",
              "type": "bytes32"
            },
            {
              "internalType": "uint64",
              "name": "nonce",
              "type": "uint64"
            },
            {
              "internalType": "uint40",
              "name": "deadline",
              "type": "uint40"
            }
          ],
          "internalType": "struct IConsentRegistry.GrantRequest",
          "name": "request",
          "type": "tuple"
        },
        {
          "internalType": "bytes32[]",
          "name": "studyDigests",
          "type": "bytes32[]"
        },
        {
          "internalType": "bytes",
          "name": "signer",
          "type": "bytes"
        },
        {
          "internalType": "bytes",
          "name": "signature",
          "type": "bytes"
        }
      ],
      "name": "grantForStudies",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "guardianOf",
      "outputs": [
        {
          "internalType": "bytes32",
          "name": "",
          "type": "bytes32"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "internalType": "bytes",
          "name": "signer",
          "type": "bytes"
        },
        {
          "internalType": "bytes32",
          "name": "digest",
          "type": "bytes32"
        },
        {
          "internalType": "bytes",
          "name": "signature",
          "type": "bytes"
        }
      ],
      "name": "isSignedBy",
      "outputs": [
        {
          "internalType": "bool",
          "name": "",
          "type": "bool"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "address",
          "name": "verifier",
          "type": "address"
        }
      ],
      "name": "isVerifier",
      "outputs": [
        {
          "internalType": "bool",
          "name": "",
          "type": "bool"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "keyCount",
      "outputs": [
        {
          "internalType": "uint256",
          "name": "",
          "type": "uint256"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "internalType": "uint256",
          "name": "blockNumber",
          "type": "uint256"
        }
      ],
      "name": "keyCountAt",
      "outputs": [
        {
          "internalType": "uint256",
          "name": "low",
          "type": "uint256"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "internalType": "uint256",
          "name": "offset",
          "type": "uint256"
        },
        {
          "internalType": "uint256",
          "name": "limit",
          "type": "uint256"
        }
      ],
      "name": "keysOf",
      "outputs": [
        {
          "internalType": "bytes32[]",
          "name": "page",
          "type": "bytes32[]"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32[]",
          "name": "keyHashes",
          "type": "bytes32[]"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "internalType": "uint8",
          "name": "purpose",
          "type": "uint8"
        },
        {
          "internalType": "uint256",
          "name": "blockNumber",
          "type": "uint256"
        },
        {
          "internalType": "bytes32",
          "name": "studyDigest",
          "type": "bytes32"
        }
      ],
      "name": "listsStudyAt",
      "outputs": [
        {
          "internalType": "bool[]",
          "name": "listed",
          "type": "bool[]"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "internalType": "uint8",
          "name": "purpose",
          "type": "uint8"
        }
      ],
      "name": "nextNonce",
      "outputs": [
        {
          "internalType": "uint64",
          "name": "",
          "type": "uint64"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        }
      ],
      "name": "registrationOf",
      "outputs": [
        {
          "internalType": "bool",
          "name": "registered",
          "type": "bool"
        },
        {
          "internalType": "uint32",
          "name": "index",
          "type": "uint32"
        },
        {
          "internalType": "uint40",
          "name": "blockNumber",
          "type": "uint40"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "components": [
            {
              "internalType": "uint256",
              "name": "header",
              "type": "uint256"
            },
            {
              "internalType": "bytes32",
              "name": "textDigest",
              "type": "bytes32"
            },
            {
              "internalType": "bytes32",
              "name": "r",
              "type": "bytes32"
            },
            {
              "internalType": "bytes32",
              "name": "vs",
              "type": "bytes32"
            }
          ],
          "internalType": "struct IConsentRegistry.CompactRequest[]",
          "name": "requests",
          "type": "tuple[]"
        }
      ],
      "name": "relayConsentsCompact",
      "outputs": [
        {
          "internalType": "uint256",
          "name": "accepted",
          "type": "uint256"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "internalType": "bytes32",
          "name": "evidenceDigest",
          "type": "bytes32"
        }
      ],
      "name": "retireKey",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "components": [
            {
              "internalType": "uint16",
              "name": "site",
              "type": "uint16"
            },
            {
              "internalType": "uint8",
              "name": "purpose",
              "type": "uint8"
            },
            {
              "internalType": "uint64",
              "name": "nonce",
              "type": "uint64"
            },
            {
              "internalType": "uint40",
              "name": "deadline",
              "type": "uint40"
            }
          ],
          "internalType": "struct IConsentRegistry.RevokeRequest",
          "name": "request",
          "type": "tuple"
        },
        {
          "internalType": "bytes",
          "name": "signer",
          "type": "bytes"
        },
        {
          "internalType": "bytes",
          "name": "signature",
          "type": "bytes"
        }
      ],
      "name": "revoke",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "components": [
            {
              "internalType": "uint16",
              "name": "site",
              "type": "uint16"
            },
            {
              "internalType": "uint64",
              "name": "nonce",
              "type": "uint64"
            },
            {
              "internalType": "uint40",
              "name": "deadline",
              "type": "uint40"
            }
          ],
          "internalType": "struct IConsentRegistry.RevokeAllRequest",
          "name": "request",
          "type": "tuple"
        },
        {
          "internalType": "bytes",
          "name": "signer",
          "type": "bytes"
        },
        {
          "internalType": "bytes",
          "name": "signature",
          "type": "bytes"
        }
      ],
      "name": "revokeAll",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "components": [
            {
              "internalType": "uint16",
              "name": "site",
              "type": "uint16"
            },
            {
              "internalType": "uint8",
              "name": "purpose",
              "type": "uint8"
            },
            {
              "internalType": "uint64",
              "name": "nonce",
              "type": "uint64"
            },
            {
              "internalType": "uint40",
              "name": "deadline",
              "type": "uint40"
            }
          ],
          "internalType": "struct IConsentRegistry.RevokeRequest",
          "name": "request",
          "type": "tuple"
        },
        {
          "internalType": "bytes",
          "name": "signer",
          "type": "bytes"
        },
        {
          "internalType": "bytes",
          "name": "signature",
          "type": "bytes"
        }
      ],
      "name": "revokeAsGuardian",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "keyHash",
          "type": "bytes32"
        },
        {
          "internalType": "uint8",
          "name": "purpose",
          "type": "uint8"
        },
        {
          "internalType": "bytes32",
          "name": "evidenceDigest",
          "type": "bytes32"
        }
      ],
      "name": "revokeForPatient",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "components": [
            {
              "internalType": "bool",
              "name": "revocation",
              "type": "bool"
            },
            {
              "components": [
                {
                  "internalType": "uint16",
                  "name": "site",
                  "type": "uint16"
                },
                {
                  "internalType": "uint8",
                  "name": "purpose",
                  "type": "uint8"
                },
                {
                  "internalType": "uint32",
                  "name": "categories",
                  "type": "uint32"
                },
                {
                  "internalType": "uint40",
                  "name": "from",
                  "type": "uint40"
                },
                {
                  "internalType": "uint40",
                  "name": "until",
                  "type": "uint40"
                },
                {
                  "internalType": "bytes32",
                  "name": "textDigest",
                  "type": "bytes32"
                },
                {
                  "internalType": "uint64",
                  "name": "nonce",
                  "type": "uint64"
                },
                {
                  "internalType": "uint40",
                  "name": "deadline",
                  "type": "uint40"
                }
              ],
              "internalType": "struct IConsentRegistry.GrantRequest",
              "name": "terms",
              "type": "tuple"
            },
            {
              "internalType": "bytes",
              "name": "signer",
              "type": "bytes"
            },
            {
              "internalType": "bytes",
              "name": "signature",
              "type": "bytes"
            }
          ],
          "internalType": "struct IConsentRegistry.Request[]",
          "name": "requests",
          "type": "tuple[]"
        }
      ],
      "name": "submitBatch",
      "outputs": [
        {
          "internalType": "uint256",
          "name": "accepted",
          "type": "uint256"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "function"
    }
  ],
  bytecode:
    "0x61018080604052346102b2576162b1803803809161001d82856102ca565b83398101906040818303126102b2578051906001600160a01b03821682036102b2576020810151906001600160401b0382116102b2570182601f820112156102b2578051926001600160401b0384116102b6578360051b916040519461008660208501876102ca565b85526020808601938201019182116102b257602001915b81831061029257505050604051906100b66040836102ca565b60118252602082017010dbdb9cda5b1a5d5b4810dbdb9cd95b9d607a1b8152604051926100e46040856102ca565b600184526020840192603160f81b845260805261010081610315565b6101405261010d84610315565b6101605251902091826101005251902080610120524660c0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261017760c0826102ca565b51902060a0523060e0525f5b8151811015610229576001906001600160a01b036101a182856102ed565b51166101ac81610380565b90816101e6575b50156101e05760025b828060a01b036101cc83866102ed565b51165f52600760205260405f205501610183565b816101bc565b6301ffc9a760e01b5f908152633c3d09fb60e21b60045260209250906024908290617530fa5f511515601f3d111681610221575b505f6101b3565b90505f61021a565b604051615eb290816103ff82396080518181816114ff015281816152470152615de1015260a05181615b7f015260c05181615c36015260e05181615b5001526101005181615bce01526101205181615bf401526101405181611637015261016051816116630152f35b82516001600160a01b03811681036102b25781526020928301920161009d565b5f80fd5b634e487b7160e01b5f52604160045260245ffd5b601f909101601f19168101906001600160401b038211908210176102b657604052565b80518210156103015760209160051b010190565b634e487b7160e01b5f52603260045260245ffd5b601f815111610340576020815191015160208210610331571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fd5b6301ffc9a760e01b5f526301ffc9a760e01b60045260205f60248184617530fa5f511515601f3d1116816103f6575b50156103f1576301ffc9a760e01b5f9081526001600160e01b03196004526020916024908290617530fa5f511515601f3d1116816103eb575090565b90501590565b505f90565b90505f6103af56fe60806040526004361015610011575f80fd5b5f3560e01c806302f0c1071461276f5780630b604e4b1461261c5780630e8bc1cd146125ce5780631411f38e146125895780632729e6b71461251c57806333105218146124d25780633acb6c8d146123f157806344d2609b146121d3578063517c79f2146121b6578063572a0fe514612140578063576ca6e314611dfe5780635e83b62114611dbe5780636a0f7b8314611bce578063799b2d24146119395780637baf694b146118105780637cf5cab1146117265780637e48eda21461170c57806384b0196e1461161f5780638844cf7a1461156e578063960abb19146115235780639ad18765146114d35780639eea8aaa14611323578063a0e3b21d14610f59578063bcf7fea314610e23578063bd966a0814610ce6578063c009d2ac14610c25578063ca9d7bc814610aae578063d31ab02214610371578063e8e1c3c6146101d0578063f0426a9b146101a55763f26e74901461016e575f80fd5b346101a15760206003193601126101a15761ffff61018a6127dd565b165f526002602052602060405f2054604051908152f35b5f80fd5b346101a15760206101be6101b836612890565b916152b4565b67ffffffffffffffff60405191168152f35b346101a15760406003193601126101a1576024356004356101ef6151f7565b82156103495761ffff1691815f5282600160fe1b1760205260405f20908154156103195781549160ff8360481c169260ff84146102e557815f52600360205260405f20845f5260205265030000000000431760405f2055690100000000000000000081018082116102b8576a0200000000000000000000809260011c1617179055600182018092116102b8577f30d63fd52f1da4dd2d8fb36419db14bda0400398e5c79a30618bb45181171c5a9160609160ff60405192168252600360208301526040820152a3005b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b85857fc0c6c654000000000000000000000000000000000000000000000000000000005f526004526024525f60445260645ffd5b50507fe8c8a387000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7fd3ebed37000000000000000000000000000000000000000000000000000000005f5260045ffd5b346101a157600319360160a081126101a1576060136101a15760643567ffffffffffffffff81116101a1576103aa903690600401612862565b60843567ffffffffffffffff81116101a1576103ca903690600401612862565b926103d6368483612af5565b60208151910120936103e6612ad5565b926040519160208301917f933ac361e11235e31397fdd0eec5224840ac9152a9058936fae469b94f75c249835261ffff61041e6127dd565b16604085015260243567ffffffffffffffff81168091036101a15760608501526044359264ffffffffff84168094036101a1578561049989928761049f9760807fffffffff000000000000000000000000000000000000000000000000000000009a01526080815261049160a08261292e565b519020615865565b886138da565b16928361068d578461ffff841690805f5281600160fe1b1760205260405f20805460ff8160481c168067ffffffffffffffff6104d9612eb9565b1603610647575064ffffffffff6104ee612e48565b16421161060257156105d35780549060ff8260481c169160ff831461059e57815f52600360205260405f20835f5260205265010000000000431760405f205569010000000000000000008101908181116102b8576a02000000000000000000009060011c16179055600181018091116102b85760607f30d63fd52f1da4dd2d8fb36419db14bda0400398e5c79a30618bb45181171c5a9160ff60405191168152600160208201525f6040820152a3005b5050507fc0c6c654000000000000000000000000000000000000000000000000000000005f526004526024525f60445260645ffd5b507fe8c8a387000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b64ffffffffff610610612e48565b7f26d9b66c000000000000000000000000000000000000000000000000000000005f521660045264ffffffffff421660245260445ffd5b8367ffffffffffffffff9161065a612eb9565b917fbb23594e000000000000000000000000000000000000000000000000000000005f526004526024521660445260645ffd5b61069992503691612af5565b907fbb23594e000000000000000000000000000000000000000000000000000000008114610a65577f26d9b66c000000000000000000000000000000000000000000000000000000008114610a2e577f4a4c792d0000000000000000000000000000000000000000000000000000000081146109fe577f882daaaa0000000000000000000000000000000000000000000000000000000081146109ce577fc0c6c65400000000000000000000000000000000000000000000000000000000811461099a577f8db79591000000000000000000000000000000000000000000000000000000008114610966577fcfcc47e3000000000000000000000000000000000000000000000000000000008114610936577fd90207a300000000000000000000000000000000000000000000000000000000811461090a577fc3d9f18b0000000000000000000000000000000000000000000000000000000081146108d6577fb4c049090000000000000000000000000000000000000000000000000000000081146108a9577fbd12b9da000000000000000000000000000000000000000000000000000000001461087257507ff9f6c26d000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b61087b90613092565b60601c7fbd12b9da000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b50517fb4c04909000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b827fc3d9f18b000000000000000000000000000000000000000000000000000000005f526004525f6024525f60445260645ffd5b7fd90207a3000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b827fcfcc47e3000000000000000000000000000000000000000000000000000000005f526004525f60245260445ffd5b827f8db79591000000000000000000000000000000000000000000000000000000005f526004525f6024525f60445260645ffd5b827fc0c6c654000000000000000000000000000000000000000000000000000000005f526004525f6024525f60445260645ffd5b7f882daaaa000000000000000000000000000000000000000000000000000000005f525f6004525f60245260445ffd5b7f4a4c792d000000000000000000000000000000000000000000000000000000005f525f6004525f60245260445ffd5b7f26d9b66c000000000000000000000000000000000000000000000000000000005f525f60045264ffffffffff421660245260445ffd5b67ffffffffffffffff83610a7a5f80836152b4565b907fbb23594e000000000000000000000000000000000000000000000000000000005f52600452166024525f60445260645ffd5b346101a157600319360160c081126101a1576080136101a15760843567ffffffffffffffff81116101a157610ae7903690600401612862565b60a43567ffffffffffffffff81116101a157610b07903690600401612862565b91610b13368286612af5565b60208151910120926004359061ffff8216918281036101a15760243560ff8116908181036101a1576044359067ffffffffffffffff8216938483036101a157610b5e8383838d6156e8565b5050506064359164ffffffffff8316918284036101a157610baf95610b959450929060c81b9260c01b9160781b9060501b17171790565b938387610ba0612ad5565b610ba988615596565b906138da565b937fffffffff00000000000000000000000000000000000000000000000000000000851615610c13575b7fffffffff000000000000000000000000000000000000000000000000000000008516610c0257005b610c0d913691612af5565b926130ca565b9350610c1f8383615083565b93610bd9565b346101a15760606003193601126101a157602435600435604435610c476151f7565b81156103495761ffff1692825f5283600160fe1b1760205260405f20906a0100000000000000000000825416610cb5577f1c194067815036cbb3311e24dff6cdd06e11dab2d42db8a1fcf0ff3654426e54926040925f52600460205281835f205582519182526020820152a3005b5050507fcfcc47e3000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346101a15760a06003193601126101a15760043567ffffffffffffffff81116101a157610d179036906004016127ee565b610d1f6127cc565b91610d2861281f565b60643560843591610d3882613520565b610d4185612988565b95610d4f604051978861292e565b858752610d5b86612988565b95601f196020890197013688375f5b818110610db7578789604051918291602083019060208452518091526040830191905f5b818110610d9c575050500390f35b82511515845285945060209384019390920191600101610d8e565b8086610dd2878787610dcc600197898f612ab4565b3561355a565b919084808460c31c16149283610dfb575b505050610df0828c6129ef565b901515905201610d6a565b610e0d935060e81c61ffff169061556b565b5f528160205260ff60405f205416878c80610de3565b346101a157600319360161014081126101a157610100136101a1576101043567ffffffffffffffff81116101a157610e5f903690600401612862565b6101243567ffffffffffffffff81116101a157610e80903690600401612862565b91610ef8610e8f368387612af5565b6020815191012093610ea0856137ca565b938387610eab612ad5565b610ba960405160208101907ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba8252610ee760408201600461381f565b61012081526104916101408261292e565b937fffffffff00000000000000000000000000000000000000000000000000000000851615610f4a577fffffffff000000000000000000000000000000000000000000000000000000008516610c0257005b9350610c1f8360a43584614440565b346101a157600319360161016081126101a157610100136101a1576101043567ffffffffffffffff81116101a157610f959036906004016127ee565b906101243567ffffffffffffffff81116101a157610fb7903690600401612862565b9290916101443567ffffffffffffffff81116101a157610fdb903690600401612862565b9083158015611319575b6112ed57610ff4368787612af5565b6020815191012094611005866137ca565b9060405197602089017f07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff88116101a1578760051b998a8883376110566020828d81010301601f19810183528261292e565b5190206040519560208701907f83d0340f2fc8ce34bce472153a87f888febf8cda190d50bac778205f1591d60e825260043561ffff81168091036101a157604089015260243560ff81168091036101a157606089015260443563ffffffff81168091036101a157608089015260643564ffffffffff81168091036101a15760a089015260843564ffffffffff81168091036101a15760c089015260a435968760e08a015260c4359867ffffffffffffffff8a16808b036101a15761010082015260e4359464ffffffffff86168096036101a157611154611161958f97938a938a9561012083015261014082015261014081526104916101608261292e565b61115c612ad5565b6138da565b947fffffffff000000000000000000000000000000000000000000000000000000008616156112d9575b50507fffffffff0000000000000000000000000000000000000000000000000000000084166112cb5750505050611204906111c4612ad5565b61ffff60ff617fff64ffffffffff6111da612e19565b9560181c1616931691168690600160ff1b9392915f5260081b179060181b171760205260405f2090565b61ffff815460e81c16905f5b84811061127a5750505060607f3658323a6a3fda99ce7ab58aef31c7baf50eaf60e53c1a9c75381b261d8070c89261ffff60ff938761124d612ad5565b91611256612e19565b946040519788961686526040602087015260408601528585013716958101030190a3005b8061129361128b6001938888612ab4565b35858561556b565b5f528160205260405f20827fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0082541617905501611210565b879291610c0d913691612af5565b6112e592955084613f45565b92878a61118b565b837f7040aeaf000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5060208411610fe5565b346101a15760606003193601126101a1576004356024359060ff82168092036101a157604435916113526151f7565b83156103495761ffff1692825f5283600160fe1b1760205260405f20805461139c60ff8260481c1685888890600160ff1b9392915f5260081b179060181b171760205260405f2090565b938454906113a98261554e565b156114a0575091604093917fc2c4490d01460642d2f362b15a93c507604247f2357caf6df10242d611135031959362ffffff808260d01c16105f146114645778300000000000000000000000000000000000000000000000007aff000000000000000000000000000000000000000000000000000060015b60d01b16914360781b171701809455600160078560c01c161461144e575b505082519182526020820152a3005b6a0400000000000000000000179055868061143f565b78300000000000000000000000000000000000000000000000007aff00000000000000000000000000000000000000000000000000005f611421565b87877fc3d9f18b000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b346101a1575f6003193601126101a157602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346101a15760406003193601126101a157606063ffffffff64ffffffffff61155561154c6127dd565b60243590612e6e565b9193906040519415158552166020840152166040820152f35b346101a15760406003193601126101a1576115876127dd565b6024359061ffff5f9161159984613520565b16805f52600260205260405f2092835491600160fe1b175b8284106115c357602084604051908152f35b9091926115d084826129a0565b60011c906115de82876129ad565b90549060031b1c5f52826020528364ffffffffff60405f205460201c1611155f146116185750600181018091116102b857925b91906115b1565b9350611611565b346101a1575f6003193601126101a1576116da61165b7f0000000000000000000000000000000000000000000000000000000000000000615ae2565b6117086116877f0000000000000000000000000000000000000000000000000000000000000000615ae2565b6116e86040519161169960208461292e565b5f83525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e0602088015260e08701906128bf565b9085820360408701526128bf565b904660608501523060808501525f60a085015283820360c085015261282f565b0390f35b346101a1575f6003193601126101a1576020604051818152f35b346101a15760806003193601126101a15761010061179161176e6117486127cc565b61175061281f565b6064359161175c612ddd565b5061176683613520565b60043561355a565b905079ff0fffffffff0000000000ffffffffffffffffffffffffffffff16614dd7565b61180e604051809260e0809164ffffffffff815116845264ffffffffff602082015116602085015264ffffffffff604082015116604085015264ffffffffff606082015116606085015263ffffffff608082015116608085015260ff60a08201511660a085015260ff60c08201511660c085015201511515910152565bf35b346101a15760206003193601126101a15760043567ffffffffffffffff81116101a1576118419036906004016127ee565b5f915f907ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffea181360301935b8383101561192e578260051b820135858112156101a15761188e9083016153b6565b907fffffffff0000000000000000000000000000000000000000000000000000000081166118cc5750506118c360019161296d565b925b019161186c565b604080518681527fffffffff0000000000000000000000000000000000000000000000000000000092909216602083015292946001939092917f72283543036fea20e7fe5f3edff544bd9db21d7727218dce83970351ab0fc3349190a26118c5565b602090604051908152f35b346101a15760206003193601126101a15760043567ffffffffffffffff81116101a157366023820112156101a157806004013567ffffffffffffffff81116101a15736602460e08302840101116101a1576119926151f7565b915f61ffff84169384600160fe1b179279ffff0000000000000000000000000000000000000000000000008260c01b16925b85811015611bcc5760e08102820160e4810135908115610349576044810191600360ff6119f085612e29565b16141580611bb6575b611b7f57602482013591825f52886020526a010000000000000000000060405f205416611b4f57908260ff611afd898b6effffffffff0000000000000000000085886064611b059a019064ffffffffff69ffffffffff000000000076ffffffffffffffff00000000000000000000000000000077ffffffff000000000000000000000000000000000000000079ff00000000000000000000000000000000000000000000000000611adb611aac88612e29565b98611ab960848901612e37565b9c6101b8611ad560c4611ace60a48d01612e5c565b9b01612e5c565b9a612e29565b9760c81b169960a01b169560781b169360281b16911617171717171796612e29565b169185614826565b917fffffffff000000000000000000000000000000000000000000000000000000008316611b38575050506001016119c4565b60405192611b4760208561292e565b5f84526130ca565b8a837fcfcc47e3000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b60ff611b8a84612e29565b7f487d39c8000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b50600460ff611bc485612e29565b1614156119f9565b005b346101a15760e06003193601126101a15760043560807fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc3601126101a15760a43567ffffffffffffffff81116101a157611c2c903690600401612862565b60c49291923567ffffffffffffffff81116101a157611c4f903690600401612862565b9190611c648286611c5e612ac4565b87613713565b6024359261ffff8416918285036101a15760443560ff8116938482036101a1576064359167ffffffffffffffff8316978884036101a157611ca78483838d6156e8565b50506084359664ffffffffff8816918289036101a15789889484611ce98e9686611d609c8f97610ba99850929060c81b9260c01b9160781b9060501b17171790565b9b611cf2612ac4565b956040519360208501957f5e2dd115eb0a3cfa900f6988d4482f714a27f2e08948491313201c6145026ca48752604086015261ffff611d2f6127cc565b16606086015260ff611d3f61281f565b1660808601525060a08401525060c082015260c0815261049160e08261292e565b937fffffffff00000000000000000000000000000000000000000000000000000000851615611db2577fffffffff000000000000000000000000000000000000000000000000000000008516610c0257005b9350610c1f8383614e61565b346101a15760406003193601126101a15761ffff611dda6127cc565b166004355f52600160fe1b17602052602060ff60405f205460481c16604051908152f35b346101a15761ffff611e0f36612890565b921691815f5282600160fe1b1760205260405f209160ff835460481c1691600183018093116102b8575f9460ff5f9216915b8481106120e85750601f19611e6e611e5888612988565b97611e66604051998a61292e565b808952612988565b015f5b8181106120d15750505f925f5b858110611f4657876040518091602082016020835281518091526020604084019201905f5b818110611eb1575050500390f35b91935091602061010082611f38600194885160e0809164ffffffffff815116845264ffffffffff602082015116602085015264ffffffffff604082015116604085015264ffffffffff606082015116606085015263ffffffff608082015116608085015260ff60a08201511660a085015260ff60c08201511660c085015201511515910152565b019401910191849392611ea3565b5f828152601882901b600885901b861717600160ff1b176020526040902080549081156120c75789905f9061ffff8460e81c16915b82811061207a575050505090611fd7611fbb6001938a5f52600360205260405f20845f5260205260405f20548015158061204b575b611fdf575b50614dd7565b96611fc58161296d565b97611fd0828d6129ef565b528a6129ef565b505b01611e7e565b907fffffffffffffff0fffffffff0000000000ffffffffffffffffffffffffffffff73ffffffffff0000000000000000000000000000007ffffffffffffffff000000000000000000000000000000000000000000000000084609c1b169360781b16911617178c611fb5565b5064ffffffffff8260781c168015159081612068575b5015611fb0565b905064ffffffffff821610158e612061565b6120bc8293949a6001935f525f60205260405f20835f526020526120a160405f2054614dd7565b9b6120ab8261296d565b9c6120b683836129ef565b526129ef565b5001908b9291611f7b565b5050600190611fd9565b6020906120dc612ddd565b82828b01015201611e71565b5f848152601882901b600884901b851717600160ff1b17602052604090205480612116575b50600101611e41565b61ffff9060e89892981c1690600182018092116102b857600191612139916129a0565b969061210d565b346101a15760806003193601126101a1576121596127dd565b60243567ffffffffffffffff81116101a157612179903690600401612862565b6064359167ffffffffffffffff83116101a1576020936121a06121ac943690600401612862565b93909260443592612bea565b6040519015158152f35b346101a1575f6003193601126101a15760206040516207a1208152f35b346101a1576101606003193601126101a1576004356101007fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc3601126101a1576101243567ffffffffffffffff81116101a157612234903690600401612862565b91906101443567ffffffffffffffff81116101a157612257903690600401612862565b9390916122678282611c5e612ac4565b6024359261ffff8416958685036101a1576044359160ff8316958684036101a15760e4359867ffffffffffffffff8a16808b036101a1576122aa8b87858d6156e8565b6122b4602461575e565b986122bd612ac4565b966040519360208501957f76b25c39f6b19e60567096aab14bc59a9ce0d110ee66740c8921731abe37b65b87528d604087015250606085015250608083015260643563ffffffff81168091036101a15760a083015260843564ffffffffff81168091036101a15760c083015260a43564ffffffffff81168091036101a15760e083015260c4359a8b61010084015250610120820152610104359464ffffffffff86168096036101a157610ba9889383612388986101408b96015261014081526104916101608261292e565b947fffffffff000000000000000000000000000000000000000000000000000000008616156123dc575b507fffffffff000000000000000000000000000000000000000000000000000000008516610c0257005b6123ea919550849084613b28565b93856123b2565b346101a15760806003193601126101a15760043567ffffffffffffffff81116101a1576124229036906004016127ee565b9061242b6127cc565b9161243461281f565b6064359061244182613520565b61244a83612988565b94612458604051968761292e565b838652601f1961246785612988565b0136602088013779ff0fffffffff0000000000ffffffffffffffffffffffffffffff935f5b8181106124a957604051602080825281906117089082018b61282f565b80866124be878787610dcc600197898f612ab4565b9050166124cb828b6129ef565b520161248c565b346101a15760206003193601126101a15760043573ffffffffffffffffffffffffffffffffffffffff81168091036101a1575f526007602052602060405f20541515604051908152f35b346101a15760606003193601126101a1576125456125386127dd565b6044359060243590612a03565b6040518091602082016020835281518091526020604084019201905f5b818110612570575050500390f35b8251845285945060209384019390920191600101612562565b346101a15760406003193601126101a15761ffff6125a56127cc565b166004355f52600160fe1b1760205260405f205f526004602052602060405f2054604051908152f35b346101a15760606003193601126101a1576004356125f1604435602435836134d2565b90917fffffffff000000000000000000000000000000000000000000000000000000008316611b3857005b346101a15760206003193601126101a15760043567ffffffffffffffff81116101a157366023820112156101a157806004013567ffffffffffffffff81116101a1573660248260071b840101116101a1575f91825b8284101561192e578360071b82016024810190813577ffffffff00000000000000000000ffffffffffffffffffff8116155f1461275e576126bd925060646084830135920135906134d2565b905b7fffffffff0000000000000000000000000000000000000000000000000000000081166126fc5750506126f360019161296d565b935b0192612671565b604080518781527fffffffff0000000000000000000000000000000000000000000000000000000092909216602083015292956001939092917f72283543036fea20e7fe5f3edff544bd9db21d7727218dce83970351ab0fc3349190a26126f5565b505061276990612fd8565b906126bf565b346101a15760806003193601126101a157612788612ee5565b7fffffffff0000000000000000000000000000000000000000000000000000000082166127b157005b604051916127c060208461292e565b5f8352600435906130ca565b6024359061ffff821682036101a157565b6004359061ffff821682036101a157565b9181601f840112156101a15782359167ffffffffffffffff83116101a1576020808501948460051b0101116101a157565b6044359060ff821682036101a157565b90602080835192838152019201905f5b81811061284c5750505090565b825184526020938401939092019160010161283f565b9181601f840112156101a15782359167ffffffffffffffff83116101a157602083818601950101116101a157565b60031960609101126101a1576004359060243561ffff811681036101a1579060443560ff811681036101a15790565b90601f19601f602080948051918291828752018686015e5f8582860101520116010190565b610100810190811067ffffffffffffffff82111761290157604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b90601f601f19910116810190811067ffffffffffffffff82111761290157604052565b67ffffffffffffffff811161290157601f01601f191660200190565b5f1981146102b85760010190565b919082039182116102b857565b67ffffffffffffffff81116129015760051b60200190565b919082018092116102b857565b80548210156129c2575f5260205f2001905f90565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b80518210156129c25760209160051b010190565b61ffff90939293165f52600260205260405f2092835480831015612aab5782612a2b9161297b565b80821015612aa35750905b601f19612a5b612a4584612988565b93612a53604051958661292e565b808552612988565b01366020840137815f5b8351811015612a9c5780612a84612a7e600193866129a0565b886129ad565b90549060031b1c612a9582876129ef565b5201612a65565b5093505050565b905090612a36565b50606093505050565b91908110156129c25760051b0190565b60243561ffff811681036101a15790565b60043561ffff811681036101a15790565b3561ffff811681036101a15790565b929192612b0182612951565b91612b0f604051938461292e565b8294818452818301116101a1578281602093845f960137010152565b919091357fffffffffffffffffffffffffffffffffffffffff00000000000000000000000081169260148110612b5f575050565b7fffffffffffffffffffffffffffffffffffffffff000000000000000000000000929350829060140360031b1b161690565b601f8260209493601f1993818652868601375f8582860101520116010190565b91612be79694959361ffff612bd493168452608060208501526080840191612b91565b9360408201526060818503910152612b91565b90565b939190949260148214612dc75760148210612dbd57612c098287612b2b565b60601c91825f52600760205260405f205460018114612d95576002149687612c36575b5050505050505090565b9080929394959697506014116101a1576020956014957fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec94612cac936040519a8b998a9889987ff0f427ec000000000000000000000000000000000000000000000000000000008a520192019060048801612bb1565b03915afa908115612d8a575f91612d0f575b507fffffffff00000000000000000000000000000000000000000000000000000000167ff0f427ec00000000000000000000000000000000000000000000000000000000145f808080808080612c2c565b90506020813d602011612d82575b81612d2a6020938361292e565b810103126101a157517fffffffff00000000000000000000000000000000000000000000000000000000811681036101a1577fffffffff00000000000000000000000000000000000000000000000000000000612cbe565b3d9150612d1d565b6040513d5f823e3d90fd5b50612daf91949550612db793925095612be7963691612af5565b933691612af5565b91614c31565b5050505050505f90565b92935090612daf612be795612db7933691612af5565b60405190612dea826128e4565b5f60e0838281528260208201528260408201528260608201528260808201528260a08201528260c08201520152565b60243560ff811681036101a15790565b3560ff811681036101a15790565b3563ffffffff811681036101a15790565b60443564ffffffffff811681036101a15790565b3564ffffffffff811681036101a15790565b61ffff915f5216600160fe1b1760205260405f20548015612eb0575f1963ffffffff8216019163ffffffff83116102b85764ffffffffff6001939260201c1690565b505f905f905f90565b60243567ffffffffffffffff811681036101a15790565b3567ffffffffffffffff811681036101a15790565b6004359060243591612f9b612f8d6101206040517ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba815260ff8560c01c16602082015260ff8560c81c16604082015263ffffffff8560a01c16606082015264ffffffffff8516608082015264ffffffffff8560281c1660a08201528660c082015264ffffffffff8560781c1660e082015264ffffffffff8560501c1661010082015220615865565b606435906044359084615606565b93819415612fb057612fac92614440565b9190565b5050507ff9f6c26d000000000000000000000000000000000000000000000000000000009190565b908135612f9b6020840135936130816101206040517ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba815260ff8660c01c16602082015260ff8660c81c16604082015263ffffffff8660a01c16606082015264ffffffffff8616608082015264ffffffffff8660281c1660a08201528760c082015264ffffffffff8660781c1660e082015264ffffffffff8660501c1661010082015220615865565b604060608301359201359084615606565b90602082519201517fffffffffffffffffffffffffffffffffffffffff00000000000000000000000081169260148110612b5f575050565b92919260ff8260c01c167fffffffff0000000000000000000000000000000000000000000000000000000060ff8460c81c169216927fbb23594e000000000000000000000000000000000000000000000000000000008414613480577f26d9b66c00000000000000000000000000000000000000000000000000000000841461343f577f4a4c792d000000000000000000000000000000000000000000000000000000008414613403577f882daaaa0000000000000000000000000000000000000000000000000000000084146133ca57507fc0c6c654000000000000000000000000000000000000000000000000000000008314613398577f8db79591000000000000000000000000000000000000000000000000000000008314613366577fcfcc47e3000000000000000000000000000000000000000000000000000000008314613337577fd90207a300000000000000000000000000000000000000000000000000000000831461330c577fc3d9f18b0000000000000000000000000000000000000000000000000000000083146132da5750507fb4c049090000000000000000000000000000000000000000000000000000000081146108a9577fbd12b9da000000000000000000000000000000000000000000000000000000001461087257507ff9f6c26d000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b847fc3d9f18b000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b7fd90207a3000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b847fcfcc47e3000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b847f8db79591000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b847fc0c6c654000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b63ffffffff90837f882daaaa000000000000000000000000000000000000000000000000000000005f5260045260a01c1660245260445ffd5b64ffffffffff907f4a4c792d000000000000000000000000000000000000000000000000000000005f5281811660045260281c1660245260445ffd5b64ffffffffff907f26d9b66c000000000000000000000000000000000000000000000000000000005f5260501c1660045264ffffffffff421660245260445ffd5b67ffffffffffffffff8661349b8564ffffffffff95836152b4565b907fbb23594e000000000000000000000000000000000000000000000000000000005f526004521660245260781c1660445260645ffd5b92916134e7916134e185615596565b85615606565b90809391156134f957612fac91615083565b50507ff9f6c26d000000000000000000000000000000000000000000000000000000009190565b4381101561352b5750565b7fe2f9b4c9000000000000000000000000000000000000000000000000000000005f526004524360245260445ffd5b9061ffff16815f5280600160fe1b1760205260405f20925f9360ff815460481c16905b8186106136c15750509060ff6135b0949392169190600160ff1b9392915f5260081b179060181b171760205260405f2090565b91825491821561366a578064ffffffffff8460501c161161362a575b64ffffffffff8360781c168315159182613614575b826135f5575b5050156135f057565b5f9150565b8115925090821561360a575b50505f806135e7565b1190505f80613601565b80925064ffffffffff8560501c161115916135e1565b9161ffff5f9160e81c165b8082106136705750801561366a57835f525f60205260405f20905f1981019081116102b8575f5260205260405f2054916135cc565b505f9150565b9061367b82826129a0565b60011c90855f525f60205260405f20825f526020528464ffffffffff60405f205460501c1611155f146136ba5750600181018091116102b85790613635565b9150613635565b90946136cd86826129a0565b60011c90825f52600360205260405f20825f526020528764ffffffffff60405f20541611155f1461370c5750600181018091116102b857945b9061357d565b9550613706565b9061ffff1691815f5282600160fe1b1760205260405f20936a010000000000000000000085541661379a579061374a913691612af5565b60208151910120925f5260046020528260405f20540361376957505050565b7f9210b56d000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b50507fcfcc47e3000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b60043561ffff811681036101a15760243560ff811681036101a15760c4359167ffffffffffffffff831683036101a157613803936156e8565b612be7600461575e565b359064ffffffffff821682036101a157565b803561ffff811681036101a15761ffff168252602081013560ff811681036101a15760ff166020830152604081013563ffffffff81168091036101a157604083015264ffffffffff6138736060830161380d565b16606083015264ffffffffff61388b6080830161380d565b16608083015260a081013560a083015260c081013567ffffffffffffffff811681036101a1576138d460e0809367ffffffffffffffff64ffffffffff941660c08701520161380d565b16910152565b91929460148610613afe576138ef8685612b2b565b60601c60148703613ac4576139058287856158a6565b506004811015613a97578290159182613a77575b5050613a6c573b15613a42575b6207e7305a10613a0f5760209461396b9260405197889687967f572a0fe500000000000000000000000000000000000000000000000000000000885260048801612bb1565b0381306207a120fa5f91816139d2575b506139a557507ff9f6c26d0000000000000000000000000000000000000000000000000000000090565b156139ae575f90565b7ff9f6c26d0000000000000000000000000000000000000000000000000000000090565b9091506020813d602011613a07575b816139ee6020938361292e565b810103126101a1575180151581036101a157905f61397b565b3d91506139e1565b5a7fe159f492000000000000000000000000000000000000000000000000000000005f526004526207e73060245260445ffd5b5050505050507ff9f6c26d0000000000000000000000000000000000000000000000000000000090565b505050505050505f90565b73ffffffffffffffffffffffffffffffffffffffff16149050815f613919565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b5f52600760205260405f2054613926575050505050507fbd12b9da0000000000000000000000000000000000000000000000000000000090565b5050505050507fb4c049090000000000000000000000000000000000000000000000000000000090565b91908260781c9061ffff8460901c1691617fff83169460ff8160c01c169560ff8260c81c16613b7382828a8a90600160ff1b9392915f5260081b179060181b171760205260405f2090565b9586549262ffffff8460d01c16928362ffffff881603613f165764ffffffffff8660501c164211613ee75764ffffffffff8660281c1664ffffffffff8716811190811591613edc575b50613ead57158015613e9c575b613e6e578315958615613e655764ffffffffff1664800000000014801590613e5d575b613e1b575b507fff000000000000000000000000000000000000000000000000000000000000009060f81b167a010000000000000000000000000000000000000000000000000000179315613cb5575b5050927802000000000000000000000000000000000000000000000000604093927f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b969579ff00ffffffff00000000000000000000ffffffffffffffffffff4360501b911617171780915582519182526020820152a35f90565b62ffffff919592949350148015613e0b575b613de157600160078560c01c16145f14613d05575050505050507fcfcc47e30000000000000000000000000000000000000000000000000000000090565b78020000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9697613d8d8161554e565b15613ddb5778200000000000000000000000000000000000000000000000004360781b8217175b865f525f602052885f2061ffff8360e81c165f52602052885f205516019394509194613c3c565b80613db4565b5050505050507fc0c6c6540000000000000000000000000000000000000000000000000000000090565b5061ffff808560e81c1614613cc7565b6002613e28918a876158da565b7fffffffff00000000000000000000000000000000000000000000000000000000811615613bf1579850505050505050505090565b506001613bec565b50801515613bec565b505050505050505050507f882daaaa0000000000000000000000000000000000000000000000000000000090565b5063ffffffff8560a01c1615613bc9565b50505050505050505050507f4a4c792d0000000000000000000000000000000000000000000000000000000090565b90504210155f613bbc565b50505050505050505050507f26d9b66c0000000000000000000000000000000000000000000000000000000090565b50505050505050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b90915f928260781c61ffff8460901c1690617fff82169460ff8160c01c169560ff8260c81c16613f9182828a8a90600160ff1b9392915f5260081b179060181b171760205260405f2090565b9485549262ffffff8460d01c16928362ffffff8816036144105764ffffffffff8660501c1642116143e05764ffffffffff8660281c1664ffffffffff87168111908115916143d5575b506143a557158015614394575b61436557831595861561435c5764ffffffffff1664800000000014801590614355575b614312575b507fff000000000000000000000000000000000000000000000000000000000000009060f81b167a0100000000000000000000000000000000000000000000000000001793156140d2575b50509178090000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96949260409479ff00ffffffff00000000000000000000ffffffffffffffffffff4360501b911617171780915582519182526020820152a390565b62ffffff9195935097919397148015614302575b6142d757600160078560c01c16145f1461421457505f956003600f8560c41c16146141e95778090000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96975b6141948161554e565b156141e35778200000000000000000000000000000000000000000000000004360781b8217175b868d528c602052888d208d61ffff8460e81c169052602052888d20551601939550919361405a565b806141bb565b505050505050507f8db795910000000000000000000000000000000000000000000000000000000090565b9578090000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9697895f528a600160fe1b17602052875f2080546a01000000000000000000008116156142c1575b505061418b565b6a01000000000000000000001790555f806142ba565b505050505050507fc0c6c6540000000000000000000000000000000000000000000000000000000090565b5061ffff808560e81c16146140e6565b600961431f918a876158da565b7fffffffff0000000000000000000000000000000000000000000000000000000081161561400f57995050505050505050505090565b505f61400a565b5080151561400a565b50505050505050505050507f882daaaa0000000000000000000000000000000000000000000000000000000090565b5063ffffffff8560a01c1615613fe7565b5050505050505050505050507f4a4c792d0000000000000000000000000000000000000000000000000000000090565b90504210155f613fda565b5050505050505050505050507f26d9b66c0000000000000000000000000000000000000000000000000000000090565b5050505050505050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b90915f928260781c61ffff8460901c1690617fff82169460ff8160c01c169560ff8260c81c1661448c82828a8a90600160ff1b9392915f5260081b179060181b171760205260405f2090565b9485549262ffffff8460d01c16928362ffffff8816036144105764ffffffffff8660501c1642116143e05764ffffffffff8660281c1664ffffffffff871681119081159161481b575b506143a55715801561480a575b6143655783159586156148015764ffffffffff16648000000000148015906147fa575b6147b7575b507fff000000000000000000000000000000000000000000000000000000000000009060f81b167a0100000000000000000000000000000000000000000000000000001793156145cd575b50509178010000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96949260409479ff00ffffffff00000000000000000000ffffffffffffffffffff4360501b911617171780915582519182526020820152a390565b62ffffff91959350979193971480156147a7575b6142d757600160078560c01c16145f146146e457505f956003600f8560c41c16146141e95778010000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96975b61468f8161554e565b156146de5778200000000000000000000000000000000000000000000000004360781b8217175b868d528c602052888d208d61ffff8460e81c169052602052888d205516019395509193614555565b806146b6565b9578010000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9697895f528a600160fe1b17602052875f2080546a0100000000000000000000811615614791575b5050614686565b6a01000000000000000000001790555f8061478a565b5061ffff808560e81c16146145e1565b60016147c4918a876158da565b7fffffffff0000000000000000000000000000000000000000000000000000000081161561450a57995050505050505050505090565b505f614505565b50801515614505565b5063ffffffff8560a01c16156144e2565b90504210155f6144d5565b908160781c9361ffff8360901c1694617fff86169160ff8560c01c169660ff8660c81c169361487181868b8b90600160ff1b9392915f5260081b179060181b171760205260405f2090565b9485549262ffffff8460d01c16918262ffffff8816036144105764ffffffffff8a60501c1642116143e05764ffffffffff8a60281c1664ffffffffff8b16811190811591614c26575b506143a557158015614c15575b61436557846001600782161493851597885f14614c0c5764ffffffffff1664800000000014801590614c04575b614bbb575b50507fff000000000000000000000000000000000000000000000000000000000000009060f81b167a0100000000000000000000000000000000000000000000000000001794156149aa575b505050907f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9694604094939260c01b9079ff00ffffffff00000000000000000000ffffffffffffffffffff4360501b911617171780915582519182526020820152a35f90565b62ffffff919296959450148015614bab575b614b7f57600160078660c01c16145f14614ad15715614aa6576003600f8560c41c16146141e9577f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96947d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000006040965b614a528161554e565b15614aa05778200000000000000000000000000000000000000000000000004360781b8217175b865f525f602052885f2061ffff8360e81c165f52602052885f205516019293948196614945565b80614a79565b505050505050507fcfcc47e30000000000000000000000000000000000000000000000000000000090565b947d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000006040967f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b969815614a4957895f528a600160fe1b17602052875f2080546a0100000000000000000000811615614b69575b5050614a49565b6a01000000000000000000001790555f80614b62565b50505050505050507fc0c6c6540000000000000000000000000000000000000000000000000000000090565b5061ffff808660e81c16146149bc565b90614bc7918c8c6158da565b7fffffffff000000000000000000000000000000000000000000000000000000008116614bf55785906148f9565b9a505050505050505050505090565b5084156148f4565b508015156148f4565b5063ffffffff8960a01c16156148c7565b90504210155f6148ba565b80519192916014811015614c4757505050505f90565b60148103614c65575091614c5d612be793613092565b60601c615a14565b5f93614d4f8594614c7585613092565b60601c948460141085601418028518946020614c91878361297b565b9680614cb5614c9f8a612951565b99614cad6040519b8c61292e565b808b52612951565b93601f19848b01950136863703930101905e614d41604051938492614d0c60208501977f024ad3180000000000000000000000000000000000000000000000000000000089526060602487015260848601906128bf565b9160448501527fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc8483030160648501526128bf565b03601f19810183528261292e565b51915afa3d15614dd0573d614d6381612951565b90614d71604051928361292e565b81523d5f602083013e5b81614dc2575b81614d8a575090565b90506020818051810103126101a157602001517f024ad318000000000000000000000000000000000000000000000000000000001490565b905060208151101590614d81565b6060614d7b565b614ddf612ddd565b50600f8160c41c166001808360c31c161490600760405193614e00856128e4565b64ffffffffff8116855264ffffffffff8160281c16602086015264ffffffffff8160501c16604086015264ffffffffff8160781c16606086015263ffffffff8160a01c16608086015260c01c1660a084015260c0830152151560e082015290565b9061ffff8260901c16647fff000000617fff821660ff8560c01c1694614ea98260ff8360c81c16888890600160ff1b9392915f5260081b179060181b171760205260405f2090565b9182549462ffffff8660d01c1694859160181b161764ffffffffff8360781c1603615058578015159081615036575b5061500c5760501c64ffffffffff164211614fe357614ef68361554e565b15614fba577f05dca7a0342bd911323205a0ff999355fed87395d3a3fcac5e4d01334a9d13d39262ffffff602093105f14614f7e5778400000000000000000000000000000000000000000000000007aff000000000000000000000000000000000000000000000000000060015b60d01b16914360781b171701809155604051908152a35f90565b78400000000000000000000000000000000000000000000000007aff00000000000000000000000000000000000000000000000000005f614f64565b50505050507fc3d9f18b0000000000000000000000000000000000000000000000000000000090565b50505050507f26d9b66c0000000000000000000000000000000000000000000000000000000090565b5050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b9050855f5286600160fe1b1760205260ff60405f205460481c1614155f614ed8565b505050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b9061ffff8260901c16647fff000000617fff821660ff8560c01c16946150cb8260ff8360c81c16888890600160ff1b9392915f5260081b179060181b171760205260405f2090565b9182549462ffffff8660d01c1694859160181b161764ffffffffff8360781c16036150585780151590816151d5575b5061500c5760501c64ffffffffff164211614fe3576151188361554e565b15614fba577f05dca7a0342bd911323205a0ff999355fed87395d3a3fcac5e4d01334a9d13d39262ffffff602093105f14615199574360781b177810000000000000000000000000000000000000000000000000177a0100000000000000000000000000000000000000000000000000000190819055604051908152a35f90565b78100000000000000000000000000000000000000000000000007aff00000000000000000000000000000000000000000000000000005f614f64565b9050855f5286600160fe1b1760205260ff60405f205460481c1614155f6150fa565b6040517f6925da900000000000000000000000000000000000000000000000000000000081523360048201526001602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115612d8a575f9161527a575090565b90506020813d6020116152ac575b816152956020938361292e565b810103126101a1575161ffff811681036101a15790565b3d9150615288565b9060ff9261ffff6152fe921692805f5283600160fe1b1760205260405f205493858560481c16958693169190600160ff1b9392915f5260081b179060181b171760205260405f2090565b54918215908161534f575b5080615339575b156153215750648000000000919050565b60301c63ff0000001660d09190911c62ffffff161790565b506a010000000000000000000081161515615310565b9050155f615309565b9035907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1813603018212156101a1570180359067ffffffffffffffff82116101a1576020019181360383136101a157565b3580151581036101a15790565b90602082019161012081016153d56153ce8284615358565b3691612af5565b602081519101209360ff61ffff6153eb83612ae6565b16116155265764ffffffffff67ffffffffffffffff61540c60e08601612ed0565b16116154fe578061541f6154619261575e565b92615429856153a9565b156154bd5761544a61544361543d86615596565b93612ae6565b9186615358565b90615459610140880188615358565b9490936138da565b7fffffffff0000000000000000000000000000000000000000000000000000000081166154b6575092809293615496836153a9565b156154a8576154a59250615083565b91565b60c06154a593013590614440565b9150509190565b61544a61544361543d60405160208101907ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba8252610ee7604082018861381f565b5050507fbb23594e000000000000000000000000000000000000000000000000000000009190565b5050507fd90207a3000000000000000000000000000000000000000000000000000000009190565b801515908161555b575090565b64ffffffffff915060781c161590565b916040519160208301938452604083015260608201526060815261559060808261292e565b51902090565b612be79060405164ffffffffff60208201927fbcfb048c38f8d2c8ec0b8d0666001d2fc1f722a41206d7ec162eda824b8820c7845260ff8160c01c16604084015260ff8160c81c166060840152818160781c16608084015260501c1660a082015260a0815261049160c08261292e565b939291601b7f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff84169360ff1c0160ff81116102b85760209261566a855f94604051948594859094939260ff6060936080840197845216602083015260408201520152565b838052039060015afa15612d8a575f51928360601b5f5273ffffffffffffffffffffffffffffffffffffffff60145f209416151591826156bd575b50816156af575090565b90508260d01c9060d01c1490565b7f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0101591505f6156a5565b91909261ffff841660ff811161330c575067ffffffffffffffff169264ffffffffff84116157165750505050565b829161572b9167ffffffffffffffff946152b4565b907fbb23594e000000000000000000000000000000000000000000000000000000005f526004521660245260445260645ffd5b61576781612ae6565b9061577460208201612e29565b9061578160408201612e37565b9161578e60608301612e5c565b61579a60808401612e5c565b906157a760c08501612ed0565b9360e0016157b490612e5c565b9260c81b79ff00000000000000000000000000000000000000000000000000169560c01b79ffff000000000000000000000000000000000000000000000000169460a01b77ffffffff0000000000000000000000000000000000000000169360781b76ffffffffffffffff000000000000000000000000000000169260501b6effffffffff00000000000000000000169160281b69ffffffffff0000000000169064ffffffffff1617171717171790565b604290615870615b39565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b90604183036158d0576158c99250602081013591604082359201355f1a90615c5c565b9192909190565b50505f9160029190565b60ff9060c01c16815f5280600160fe1b1760205260405f209384549360ff8560481c16810361500c571515806159fe575b6159d5576007166001149183156159825750506a010000000000000000000082166159515761593b575b50505f90565b6a01000000000000000000001790555f80615935565b9150505f1461595e575f90565b7fcfcc47e30000000000000000000000000000000000000000000000000000000090565b6159a19493509091156159ce576a010000000000000000000092615cfd565b156159aa575f90565b7fd90207a30000000000000000000000000000000000000000000000000000000090565b5f92615cfd565b50505050507f8db795910000000000000000000000000000000000000000000000000000000090565b506a02000000000000000000008416151561590b565b9190823b615a5c5790615a2691615e53565b506004811015613a9757159182615a3c57505090565b73ffffffffffffffffffffffffffffffffffffffff919250811691161490565b916020926064601f19601f855f965190604051957f1626ba7e00000000000000000000000000000000000000000000000000000000875260048701526040602487015288820190604487015e86848287010152011601915afa7f1626ba7e000000000000000000000000000000000000000000000000000000005f5114601f3d11161690565b60ff811690601f8211615b115760405191615afe60408461292e565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffd5b73ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016301480615c33575b15615ba1577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a0815261559060c08261292e565b507f00000000000000000000000000000000000000000000000000000000000000004614615b78565b90917f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411615cf25790615cb56020945f9493604051948594859094939260ff6060936080840197845216602083015260408201520152565b838052039060015afa15612d8a575f5173ffffffffffffffffffffffffffffffffffffffff811615615ce857905f905f90565b505f906001905f90565b5050505f9160039190565b9161ffff909391931691825f52600260205260405f2090815490811580615d9d575b612dbd576801000000000000000082101561290157615d458260018101948581556129ad565b81549060031b905f1989831b921b19161790558282116102b8577f4dd2b1e96fa6edf42d32344ccef329342c043da1528af456e47530879aa2b80d9360209343851b1717905563ffffffff60405191168152a3600190565b506040517f11cb448300000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115612d8a575f91615e20575b5060018091871c161415615d1f565b90506020813d602011615e4b575b81615e3b6020938361292e565b810103126101a157516001615e11565b3d9150615e2e565b81519190604183036158d0576158c99250602082015190606060408401519301515f1a90615c5c56fea26469706673582212204d87e06ee8573202c8d6bb7d5be865deff6a47944e0afc34297e20da049472c364736f6c63430008250033",
} as const;
