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
    "0x61018080604052346102b257616298803803809161001d82856102ca565b83398101906040818303126102b2578051906001600160a01b03821682036102b2576020810151906001600160401b0382116102b2570182601f820112156102b2578051926001600160401b0384116102b6578360051b916040519461008660208501876102ca565b85526020808601938201019182116102b257602001915b81831061029257505050604051906100b66040836102ca565b60118252602082017010dbdb9cda5b1a5d5b4810dbdb9cd95b9d607a1b8152604051926100e46040856102ca565b600184526020840192603160f81b845260805261010081610315565b6101405261010d84610315565b6101605251902091826101005251902080610120524660c0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261017760c0826102ca565b51902060a0523060e0525f5b8151811015610229576001906001600160a01b036101a182856102ed565b51166101ac81610380565b90816101e6575b50156101e05760025b828060a01b036101cc83866102ed565b51165f52600760205260405f205501610183565b816101bc565b6301ffc9a760e01b5f908152633c3d09fb60e21b60045260209250906024908290617530fa5f511515601f3d111681610221575b505f6101b3565b90505f61021a565b604051615e9990816103ff82396080518181816114cf0152818161522e0152615dc8015260a05181615b66015260c05181615c1d015260e05181615b3701526101005181615bb501526101205181615bdb01526101405181611607015261016051816116330152f35b82516001600160a01b03811681036102b25781526020928301920161009d565b5f80fd5b634e487b7160e01b5f52604160045260245ffd5b601f909101601f19168101906001600160401b038211908210176102b657604052565b80518210156103015760209160051b010190565b634e487b7160e01b5f52603260045260245ffd5b601f815111610340576020815191015160208210610331571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fd5b6301ffc9a760e01b5f526301ffc9a760e01b60045260205f60248184617530fa5f511515601f3d1116816103f6575b50156103f1576301ffc9a760e01b5f9081526001600160e01b03196004526020916024908290617530fa5f511515601f3d1116816103eb575090565b90501590565b505f90565b90505f6103af56fe60806040526004361015610011575f80fd5b5f3560e01c806302f0c1071461273f5780630b604e4b146125ec5780630e8bc1cd1461259e5780631411f38e146125595780632729e6b7146124ec57806333105218146124a25780633acb6c8d146123c157806344d2609b146121a3578063517c79f214612186578063572a0fe514612110578063576ca6e314611dce5780635e83b62114611d8e5780636a0f7b8314611b9e578063799b2d24146119095780637baf694b146117e05780637cf5cab1146116f65780637e48eda2146116dc57806384b0196e146115ef5780638844cf7a1461153e578063960abb19146114f35780639ad18765146114a35780639eea8aaa146112f3578063a0e3b21d14610f29578063bcf7fea314610df3578063bd966a0814610cb6578063c009d2ac14610bf5578063ca9d7bc814610a7e578063d31ab0221461035f578063e8e1c3c6146101d0578063f0426a9b146101a55763f26e74901461016e575f80fd5b346101a15760206003193601126101a15761ffff61018a6127ad565b165f526002602052602060405f2054604051908152f35b5f80fd5b346101a15760206101be6101b836612860565b9161529b565b67ffffffffffffffff60405191168152f35b346101a15760406003193601126101a1576024356004356101ef6151de565b82156103375761ffff1691815f5282600160fe1b1760205260405f20908154156103075781549160ff8360481c169260ff84146102d35761025b6a020000000000000000000091835f52600360205260405f20865f5260205265030000000000431760405f2055612970565b179055600182018092116102a6577f30d63fd52f1da4dd2d8fb36419db14bda0400398e5c79a30618bb45181171c5a9160609160ff60405192168252600360208301526040820152a3005b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b85857fc0c6c654000000000000000000000000000000000000000000000000000000005f526004526024525f60445260645ffd5b50507fe8c8a387000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7fd3ebed37000000000000000000000000000000000000000000000000000000005f5260045ffd5b346101a157600319360160a081126101a1576060136101a15760643567ffffffffffffffff81116101a157610398903690600401612832565b60843567ffffffffffffffff81116101a1576103b8903690600401612832565b926103c4368483612adc565b60208151910120936103d4612abc565b926040519160208301917f933ac361e11235e31397fdd0eec5224840ac9152a9058936fae469b94f75c249835261ffff61040c6127ad565b16604085015260243567ffffffffffffffff81168091036101a15760608501526044359264ffffffffff84168094036101a1578561048789928761048d9760807fffffffff000000000000000000000000000000000000000000000000000000009a01526080815261047f60a0826128fe565b51902061584c565b886138c1565b16928361065d578461ffff841690805f5281600160fe1b1760205260405f20805460ff8160481c168067ffffffffffffffff6104c7612ea0565b1603610617575064ffffffffff6104dc612e2f565b1642116105d257156105a35780549060ff8260481c169160ff831461056e5761052490825f52600360205260405f20845f5260205265010000000000431760405f2055612970565b9055600181018091116102a65760607f30d63fd52f1da4dd2d8fb36419db14bda0400398e5c79a30618bb45181171c5a9160ff60405191168152600160208201525f6040820152a3005b5050507fc0c6c654000000000000000000000000000000000000000000000000000000005f526004526024525f60445260645ffd5b507fe8c8a387000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b64ffffffffff6105e0612e2f565b7f26d9b66c000000000000000000000000000000000000000000000000000000005f521660045264ffffffffff421660245260445ffd5b8367ffffffffffffffff9161062a612ea0565b917fbb23594e000000000000000000000000000000000000000000000000000000005f526004526024521660445260645ffd5b61066992503691612adc565b907fbb23594e000000000000000000000000000000000000000000000000000000008114610a35577f26d9b66c0000000000000000000000000000000000000000000000000000000081146109fe577f4a4c792d0000000000000000000000000000000000000000000000000000000081146109ce577f882daaaa00000000000000000000000000000000000000000000000000000000811461099e577fc0c6c65400000000000000000000000000000000000000000000000000000000811461096a577f8db79591000000000000000000000000000000000000000000000000000000008114610936577fcfcc47e3000000000000000000000000000000000000000000000000000000008114610906577fd90207a30000000000000000000000000000000000000000000000000000000081146108da577fc3d9f18b0000000000000000000000000000000000000000000000000000000081146108a6577fb4c04909000000000000000000000000000000000000000000000000000000008114610879577fbd12b9da000000000000000000000000000000000000000000000000000000001461084257507ff9f6c26d000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b61084b90613079565b60601c7fbd12b9da000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b50517fb4c04909000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b827fc3d9f18b000000000000000000000000000000000000000000000000000000005f526004525f6024525f60445260645ffd5b7fd90207a3000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b827fcfcc47e3000000000000000000000000000000000000000000000000000000005f526004525f60245260445ffd5b827f8db79591000000000000000000000000000000000000000000000000000000005f526004525f6024525f60445260645ffd5b827fc0c6c654000000000000000000000000000000000000000000000000000000005f526004525f6024525f60445260645ffd5b7f882daaaa000000000000000000000000000000000000000000000000000000005f525f6004525f60245260445ffd5b7f4a4c792d000000000000000000000000000000000000000000000000000000005f525f6004525f60245260445ffd5b7f26d9b66c000000000000000000000000000000000000000000000000000000005f525f60045264ffffffffff421660245260445ffd5b67ffffffffffffffff83610a4a5f808361529b565b907fbb23594e000000000000000000000000000000000000000000000000000000005f52600452166024525f60445260645ffd5b346101a157600319360160c081126101a1576080136101a15760843567ffffffffffffffff81116101a157610ab7903690600401612832565b60a43567ffffffffffffffff81116101a157610ad7903690600401612832565b91610ae3368286612adc565b60208151910120926004359061ffff8216918281036101a15760243560ff8116908181036101a1576044359067ffffffffffffffff8216938483036101a157610b2e8383838d6156cf565b5050506064359164ffffffffff8316918284036101a157610b7f95610b659450929060c81b9260c01b9160781b9060501b17171790565b938387610b70612abc565b610b798861557d565b906138c1565b937fffffffff00000000000000000000000000000000000000000000000000000000851615610be3575b7fffffffff000000000000000000000000000000000000000000000000000000008516610bd257005b610bdd913691612adc565b926130b1565b9350610bef838361506a565b93610ba9565b346101a15760606003193601126101a157602435600435604435610c176151de565b81156103375761ffff1692825f5283600160fe1b1760205260405f20906a0100000000000000000000825416610c85577f1c194067815036cbb3311e24dff6cdd06e11dab2d42db8a1fcf0ff3654426e54926040925f52600460205281835f205582519182526020820152a3005b5050507fcfcc47e3000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346101a15760a06003193601126101a15760043567ffffffffffffffff81116101a157610ce79036906004016127be565b610cef61279c565b91610cf86127ef565b60643560843591610d0882613507565b610d1185612958565b95610d1f60405197886128fe565b858752610d2b86612958565b95601f196020890197013688375f5b818110610d87578789604051918291602083019060208452518091526040830191905f5b818110610d6c575050500390f35b82511515845285945060209384019390920191600101610d5e565b8086610da2878787610d9c600197898f612a9b565b35613541565b919084808460c31c16149283610dcb575b505050610dc0828c6129d6565b901515905201610d3a565b610ddd935060e81c61ffff1690615552565b5f528160205260ff60405f205416878c80610db3565b346101a157600319360161014081126101a157610100136101a1576101043567ffffffffffffffff81116101a157610e2f903690600401612832565b6101243567ffffffffffffffff81116101a157610e50903690600401612832565b91610ec8610e5f368387612adc565b6020815191012093610e70856137b1565b938387610e7b612abc565b610b7960405160208101907ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba8252610eb7604082016004613806565b610120815261047f610140826128fe565b937fffffffff00000000000000000000000000000000000000000000000000000000851615610f1a577fffffffff000000000000000000000000000000000000000000000000000000008516610bd257005b9350610bef8360a43584614427565b346101a157600319360161016081126101a157610100136101a1576101043567ffffffffffffffff81116101a157610f659036906004016127be565b906101243567ffffffffffffffff81116101a157610f87903690600401612832565b9290916101443567ffffffffffffffff81116101a157610fab903690600401612832565b90831580156112e9575b6112bd57610fc4368787612adc565b6020815191012094610fd5866137b1565b9060405197602089017f07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff88116101a1578760051b998a8883376110266020828d81010301601f1981018352826128fe565b5190206040519560208701907f83d0340f2fc8ce34bce472153a87f888febf8cda190d50bac778205f1591d60e825260043561ffff81168091036101a157604089015260243560ff81168091036101a157606089015260443563ffffffff81168091036101a157608089015260643564ffffffffff81168091036101a15760a089015260843564ffffffffff81168091036101a15760c089015260a435968760e08a015260c4359867ffffffffffffffff8a16808b036101a15761010082015260e4359464ffffffffff86168096036101a157611124611131958f97938a938a95610120830152610140820152610140815261047f610160826128fe565b61112c612abc565b6138c1565b947fffffffff000000000000000000000000000000000000000000000000000000008616156112a9575b50507fffffffff00000000000000000000000000000000000000000000000000000000841661129b57505050506111d490611194612abc565b61ffff60ff617fff64ffffffffff6111aa612e00565b9560181c1616931691168690600160ff1b9392915f5260081b179060181b171760205260405f2090565b61ffff815460e81c16905f5b84811061124a5750505060607f3658323a6a3fda99ce7ab58aef31c7baf50eaf60e53c1a9c75381b261d8070c89261ffff60ff938761121d612abc565b91611226612e00565b946040519788961686526040602087015260408601528585013716958101030190a3005b8061126361125b6001938888612a9b565b358585615552565b5f528160205260405f20827fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00825416179055016111e0565b879291610bdd913691612adc565b6112b592955084613f2c565b92878a61115b565b837f7040aeaf000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5060208411610fb5565b346101a15760606003193601126101a1576004356024359060ff82168092036101a157604435916113226151de565b83156103375761ffff1692825f5283600160fe1b1760205260405f20805461136c60ff8260481c1685888890600160ff1b9392915f5260081b179060181b171760205260405f2090565b9384549061137982615535565b15611470575091604093917fc2c4490d01460642d2f362b15a93c507604247f2357caf6df10242d611135031959362ffffff808260d01c16105f146114345778300000000000000000000000000000000000000000000000007aff000000000000000000000000000000000000000000000000000060015b60d01b16914360781b171701809455600160078560c01c161461141e575b505082519182526020820152a3005b6a0200000000000000000000179055868061140f565b78300000000000000000000000000000000000000000000000007aff00000000000000000000000000000000000000000000000000005f6113f1565b87877fc3d9f18b000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b346101a1575f6003193601126101a157602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346101a15760406003193601126101a157606063ffffffff64ffffffffff61152561151c6127ad565b60243590612e55565b9193906040519415158552166020840152166040820152f35b346101a15760406003193601126101a1576115576127ad565b6024359061ffff5f9161156984613507565b16805f52600260205260405f2092835491600160fe1b175b82841061159357602084604051908152f35b9091926115a08482612987565b60011c906115ae8287612994565b90549060031b1c5f52826020528364ffffffffff60405f205460201c1611155f146115e85750600181018091116102a657925b9190611581565b93506115e1565b346101a1575f6003193601126101a1576116aa61162b7f0000000000000000000000000000000000000000000000000000000000000000615ac9565b6116d86116577f0000000000000000000000000000000000000000000000000000000000000000615ac9565b6116b8604051916116696020846128fe565b5f83525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e0602088015260e087019061288f565b90858203604087015261288f565b904660608501523060808501525f60a085015283820360c08501526127ff565b0390f35b346101a1575f6003193601126101a1576020604051818152f35b346101a15760806003193601126101a15761010061176161173e61171861279c565b6117206127ef565b6064359161172c612dc4565b5061173683613507565b600435613541565b905079ff0fffffffff0000000000ffffffffffffffffffffffffffffff16614dbe565b6117de604051809260e0809164ffffffffff815116845264ffffffffff602082015116602085015264ffffffffff604082015116604085015264ffffffffff606082015116606085015263ffffffff608082015116608085015260ff60a08201511660a085015260ff60c08201511660c085015201511515910152565bf35b346101a15760206003193601126101a15760043567ffffffffffffffff81116101a1576118119036906004016127be565b5f915f907ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffea181360301935b838310156118fe578260051b820135858112156101a15761185e90830161539d565b907fffffffff00000000000000000000000000000000000000000000000000000000811661189c57505061189360019161293d565b925b019161183c565b604080518681527fffffffff0000000000000000000000000000000000000000000000000000000092909216602083015292946001939092917f72283543036fea20e7fe5f3edff544bd9db21d7727218dce83970351ab0fc3349190a2611895565b602090604051908152f35b346101a15760206003193601126101a15760043567ffffffffffffffff81116101a157366023820112156101a157806004013567ffffffffffffffff81116101a15736602460e08302840101116101a1576119626151de565b915f61ffff84169384600160fe1b179279ffff0000000000000000000000000000000000000000000000008260c01b16925b85811015611b9c5760e08102820160e4810135908115610337576044810191600360ff6119c085612e10565b16141580611b86575b611b4f57602482013591825f52886020526a010000000000000000000060405f205416611b1f57908260ff611acd898b6effffffffff0000000000000000000085886064611ad59a019064ffffffffff69ffffffffff000000000076ffffffffffffffff00000000000000000000000000000077ffffffff000000000000000000000000000000000000000079ff00000000000000000000000000000000000000000000000000611aab611a7c88612e10565b98611a8960848901612e1e565b9c6101b8611aa560c4611a9e60a48d01612e43565b9b01612e43565b9a612e10565b9760c81b169960a01b169560781b169360281b16911617171717171796612e10565b16918561480d565b917fffffffff000000000000000000000000000000000000000000000000000000008316611b0857505050600101611994565b60405192611b176020856128fe565b5f84526130b1565b8a837fcfcc47e3000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b60ff611b5a84612e10565b7f487d39c8000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b50600460ff611b9485612e10565b1614156119c9565b005b346101a15760e06003193601126101a15760043560807fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc3601126101a15760a43567ffffffffffffffff81116101a157611bfc903690600401612832565b60c49291923567ffffffffffffffff81116101a157611c1f903690600401612832565b9190611c348286611c2e612aab565b876136fa565b6024359261ffff8416918285036101a15760443560ff8116938482036101a1576064359167ffffffffffffffff8316978884036101a157611c778483838d6156cf565b50506084359664ffffffffff8816918289036101a15789889484611cb98e9686611d309c8f97610b799850929060c81b9260c01b9160781b9060501b17171790565b9b611cc2612aab565b956040519360208501957f5e2dd115eb0a3cfa900f6988d4482f714a27f2e08948491313201c6145026ca48752604086015261ffff611cff61279c565b16606086015260ff611d0f6127ef565b1660808601525060a08401525060c082015260c0815261047f60e0826128fe565b937fffffffff00000000000000000000000000000000000000000000000000000000851615611d82577fffffffff000000000000000000000000000000000000000000000000000000008516610bd257005b9350610bef8383614e48565b346101a15760406003193601126101a15761ffff611daa61279c565b166004355f52600160fe1b17602052602060ff60405f205460481c16604051908152f35b346101a15761ffff611ddf36612860565b921691815f5282600160fe1b1760205260405f209160ff835460481c1691600183018093116102a6575f9460ff5f9216915b8481106120b85750601f19611e3e611e2888612958565b97611e36604051998a6128fe565b808952612958565b015f5b8181106120a15750505f925f5b858110611f1657876040518091602082016020835281518091526020604084019201905f5b818110611e81575050500390f35b91935091602061010082611f08600194885160e0809164ffffffffff815116845264ffffffffff602082015116602085015264ffffffffff604082015116604085015264ffffffffff606082015116606085015263ffffffff608082015116608085015260ff60a08201511660a085015260ff60c08201511660c085015201511515910152565b019401910191849392611e73565b5f828152601882901b600885901b861717600160ff1b176020526040902080549081156120975789905f9061ffff8460e81c16915b82811061204a575050505090611fa7611f8b6001938a5f52600360205260405f20845f5260205260405f20548015158061201b575b611faf575b50614dbe565b96611f958161293d565b97611fa0828d6129d6565b528a6129d6565b505b01611e4e565b907fffffffffffffff0fffffffff0000000000ffffffffffffffffffffffffffffff73ffffffffff0000000000000000000000000000007ffffffffffffffff000000000000000000000000000000000000000000000000084609c1b169360781b16911617178c611f85565b5064ffffffffff8260781c168015159081612038575b5015611f80565b905064ffffffffff821610158e612031565b61208c8293949a6001935f525f60205260405f20835f5260205261207160405f2054614dbe565b9b61207b8261293d565b9c61208683836129d6565b526129d6565b5001908b9291611f4b565b5050600190611fa9565b6020906120ac612dc4565b82828b01015201611e41565b5f848152601882901b600884901b851717600160ff1b176020526040902054806120e6575b50600101611e11565b61ffff9060e89892981c1690600182018092116102a65760019161210991612987565b96906120dd565b346101a15760806003193601126101a1576121296127ad565b60243567ffffffffffffffff81116101a157612149903690600401612832565b6064359167ffffffffffffffff83116101a15760209361217061217c943690600401612832565b93909260443592612bd1565b6040519015158152f35b346101a1575f6003193601126101a15760206040516207a1208152f35b346101a1576101606003193601126101a1576004356101007fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc3601126101a1576101243567ffffffffffffffff81116101a157612204903690600401612832565b91906101443567ffffffffffffffff81116101a157612227903690600401612832565b9390916122378282611c2e612aab565b6024359261ffff8416958685036101a1576044359160ff8316958684036101a15760e4359867ffffffffffffffff8a16808b036101a15761227a8b87858d6156cf565b6122846024615745565b9861228d612aab565b966040519360208501957f76b25c39f6b19e60567096aab14bc59a9ce0d110ee66740c8921731abe37b65b87528d604087015250606085015250608083015260643563ffffffff81168091036101a15760a083015260843564ffffffffff81168091036101a15760c083015260a43564ffffffffff81168091036101a15760e083015260c4359a8b61010084015250610120820152610104359464ffffffffff86168096036101a157610b79889383612358986101408b960152610140815261047f610160826128fe565b947fffffffff000000000000000000000000000000000000000000000000000000008616156123ac575b507fffffffff000000000000000000000000000000000000000000000000000000008516610bd257005b6123ba919550849084613b0f565b9385612382565b346101a15760806003193601126101a15760043567ffffffffffffffff81116101a1576123f29036906004016127be565b906123fb61279c565b916124046127ef565b6064359061241182613507565b61241a83612958565b9461242860405196876128fe565b838652601f1961243785612958565b0136602088013779ff0fffffffff0000000000ffffffffffffffffffffffffffffff935f5b81811061247957604051602080825281906116d89082018b6127ff565b808661248e878787610d9c600197898f612a9b565b90501661249b828b6129d6565b520161245c565b346101a15760206003193601126101a15760043573ffffffffffffffffffffffffffffffffffffffff81168091036101a1575f526007602052602060405f20541515604051908152f35b346101a15760606003193601126101a1576125156125086127ad565b60443590602435906129ea565b6040518091602082016020835281518091526020604084019201905f5b818110612540575050500390f35b8251845285945060209384019390920191600101612532565b346101a15760406003193601126101a15761ffff61257561279c565b166004355f52600160fe1b1760205260405f205f526004602052602060405f2054604051908152f35b346101a15760606003193601126101a1576004356125c1604435602435836134b9565b90917fffffffff000000000000000000000000000000000000000000000000000000008316611b0857005b346101a15760206003193601126101a15760043567ffffffffffffffff81116101a157366023820112156101a157806004013567ffffffffffffffff81116101a1573660248260071b840101116101a1575f91825b828410156118fe578360071b82016024810190813577ffffffff00000000000000000000ffffffffffffffffffff8116155f1461272e5761268d925060646084830135920135906134b9565b905b7fffffffff0000000000000000000000000000000000000000000000000000000081166126cc5750506126c360019161293d565b935b0192612641565b604080518781527fffffffff0000000000000000000000000000000000000000000000000000000092909216602083015292956001939092917f72283543036fea20e7fe5f3edff544bd9db21d7727218dce83970351ab0fc3349190a26126c5565b505061273990612fbf565b9061268f565b346101a15760806003193601126101a157612758612ecc565b7fffffffff00000000000000000000000000000000000000000000000000000000821661278157005b604051916127906020846128fe565b5f8352600435906130b1565b6024359061ffff821682036101a157565b6004359061ffff821682036101a157565b9181601f840112156101a15782359167ffffffffffffffff83116101a1576020808501948460051b0101116101a157565b6044359060ff821682036101a157565b90602080835192838152019201905f5b81811061281c5750505090565b825184526020938401939092019160010161280f565b9181601f840112156101a15782359167ffffffffffffffff83116101a157602083818601950101116101a157565b60031960609101126101a1576004359060243561ffff811681036101a1579060443560ff811681036101a15790565b90601f19601f602080948051918291828752018686015e5f8582860101520116010190565b610100810190811067ffffffffffffffff8211176128d157604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b90601f601f19910116810190811067ffffffffffffffff8211176128d157604052565b67ffffffffffffffff81116128d157601f01601f191660200190565b5f1981146102a65760010190565b919082039182116102a657565b67ffffffffffffffff81116128d15760051b60200190565b90690100000000000000000082018092116102a657565b919082018092116102a657565b80548210156129a9575f5260205f2001905f90565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b80518210156129a95760209160051b010190565b61ffff90939293165f52600260205260405f2092835480831015612a925782612a129161294b565b80821015612a8a5750905b601f19612a42612a2c84612958565b93612a3a60405195866128fe565b808552612958565b01366020840137815f5b8351811015612a835780612a6b612a6560019386612987565b88612994565b90549060031b1c612a7c82876129d6565b5201612a4c565b5093505050565b905090612a1d565b50606093505050565b91908110156129a95760051b0190565b60243561ffff811681036101a15790565b60043561ffff811681036101a15790565b3561ffff811681036101a15790565b929192612ae882612921565b91612af660405193846128fe565b8294818452818301116101a1578281602093845f960137010152565b919091357fffffffffffffffffffffffffffffffffffffffff00000000000000000000000081169260148110612b46575050565b7fffffffffffffffffffffffffffffffffffffffff000000000000000000000000929350829060140360031b1b161690565b601f8260209493601f1993818652868601375f8582860101520116010190565b91612bce9694959361ffff612bbb93168452608060208501526080840191612b78565b9360408201526060818503910152612b78565b90565b939190949260148214612dae5760148210612da457612bf08287612b12565b60601c91825f52600760205260405f205460018114612d7c576002149687612c1d575b5050505050505090565b9080929394959697506014116101a1576020956014957fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec94612c93936040519a8b998a9889987ff0f427ec000000000000000000000000000000000000000000000000000000008a520192019060048801612b98565b03915afa908115612d71575f91612cf6575b507fffffffff00000000000000000000000000000000000000000000000000000000167ff0f427ec00000000000000000000000000000000000000000000000000000000145f808080808080612c13565b90506020813d602011612d69575b81612d11602093836128fe565b810103126101a157517fffffffff00000000000000000000000000000000000000000000000000000000811681036101a1577fffffffff00000000000000000000000000000000000000000000000000000000612ca5565b3d9150612d04565b6040513d5f823e3d90fd5b50612d9691949550612d9e93925095612bce963691612adc565b933691612adc565b91614c18565b5050505050505f90565b92935090612d96612bce95612d9e933691612adc565b60405190612dd1826128b4565b5f60e0838281528260208201528260408201528260608201528260808201528260a08201528260c08201520152565b60243560ff811681036101a15790565b3560ff811681036101a15790565b3563ffffffff811681036101a15790565b60443564ffffffffff811681036101a15790565b3564ffffffffff811681036101a15790565b61ffff915f5216600160fe1b1760205260405f20548015612e97575f1963ffffffff8216019163ffffffff83116102a65764ffffffffff6001939260201c1690565b505f905f905f90565b60243567ffffffffffffffff811681036101a15790565b3567ffffffffffffffff811681036101a15790565b6004359060243591612f82612f746101206040517ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba815260ff8560c01c16602082015260ff8560c81c16604082015263ffffffff8560a01c16606082015264ffffffffff8516608082015264ffffffffff8560281c1660a08201528660c082015264ffffffffff8560781c1660e082015264ffffffffff8560501c166101008201522061584c565b6064359060443590846155ed565b93819415612f9757612f9392614427565b9190565b5050507ff9f6c26d000000000000000000000000000000000000000000000000000000009190565b908135612f826020840135936130686101206040517ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba815260ff8660c01c16602082015260ff8660c81c16604082015263ffffffff8660a01c16606082015264ffffffffff8616608082015264ffffffffff8660281c1660a08201528760c082015264ffffffffff8660781c1660e082015264ffffffffff8660501c166101008201522061584c565b6040606083013592013590846155ed565b90602082519201517fffffffffffffffffffffffffffffffffffffffff00000000000000000000000081169260148110612b46575050565b92919260ff8260c01c167fffffffff0000000000000000000000000000000000000000000000000000000060ff8460c81c169216927fbb23594e000000000000000000000000000000000000000000000000000000008414613467577f26d9b66c000000000000000000000000000000000000000000000000000000008414613426577f4a4c792d0000000000000000000000000000000000000000000000000000000084146133ea577f882daaaa0000000000000000000000000000000000000000000000000000000084146133b157507fc0c6c65400000000000000000000000000000000000000000000000000000000831461337f577f8db7959100000000000000000000000000000000000000000000000000000000831461334d577fcfcc47e300000000000000000000000000000000000000000000000000000000831461331e577fd90207a30000000000000000000000000000000000000000000000000000000083146132f3577fc3d9f18b0000000000000000000000000000000000000000000000000000000083146132c15750507fb4c04909000000000000000000000000000000000000000000000000000000008114610879577fbd12b9da000000000000000000000000000000000000000000000000000000001461084257507ff9f6c26d000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b847fc3d9f18b000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b7fd90207a3000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b847fcfcc47e3000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b847f8db79591000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b847fc0c6c654000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b63ffffffff90837f882daaaa000000000000000000000000000000000000000000000000000000005f5260045260a01c1660245260445ffd5b64ffffffffff907f4a4c792d000000000000000000000000000000000000000000000000000000005f5281811660045260281c1660245260445ffd5b64ffffffffff907f26d9b66c000000000000000000000000000000000000000000000000000000005f5260501c1660045264ffffffffff421660245260445ffd5b67ffffffffffffffff866134828564ffffffffff958361529b565b907fbb23594e000000000000000000000000000000000000000000000000000000005f526004521660245260781c1660445260645ffd5b92916134ce916134c88561557d565b856155ed565b90809391156134e057612f939161506a565b50507ff9f6c26d000000000000000000000000000000000000000000000000000000009190565b438110156135125750565b7fe2f9b4c9000000000000000000000000000000000000000000000000000000005f526004524360245260445ffd5b9061ffff16815f5280600160fe1b1760205260405f20925f9360ff815460481c16905b8186106136a85750509060ff613597949392169190600160ff1b9392915f5260081b179060181b171760205260405f2090565b918254918215613651578064ffffffffff8460501c1611613611575b64ffffffffff8360781c1683151591826135fb575b826135dc575b5050156135d757565b5f9150565b811592509082156135f1575b50505f806135ce565b1190505f806135e8565b80925064ffffffffff8560501c161115916135c8565b9161ffff5f9160e81c165b8082106136575750801561365157835f525f60205260405f20905f1981019081116102a6575f5260205260405f2054916135b3565b505f9150565b906136628282612987565b60011c90855f525f60205260405f20825f526020528464ffffffffff60405f205460501c1611155f146136a15750600181018091116102a6579061361c565b915061361c565b90946136b48682612987565b60011c90825f52600360205260405f20825f526020528764ffffffffff60405f20541611155f146136f35750600181018091116102a657945b90613564565b95506136ed565b9061ffff1691815f5282600160fe1b1760205260405f20936a01000000000000000000008554166137815790613731913691612adc565b60208151910120925f5260046020528260405f20540361375057505050565b7f9210b56d000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b50507fcfcc47e3000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b60043561ffff811681036101a15760243560ff811681036101a15760c4359167ffffffffffffffff831683036101a1576137ea936156cf565b612bce6004615745565b359064ffffffffff821682036101a157565b803561ffff811681036101a15761ffff168252602081013560ff811681036101a15760ff166020830152604081013563ffffffff81168091036101a157604083015264ffffffffff61385a606083016137f4565b16606083015264ffffffffff613872608083016137f4565b16608083015260a081013560a083015260c081013567ffffffffffffffff811681036101a1576138bb60e0809367ffffffffffffffff64ffffffffff941660c0870152016137f4565b16910152565b91929460148610613ae5576138d68685612b12565b60601c60148703613aab576138ec82878561588d565b506004811015613a7e578290159182613a5e575b5050613a53573b15613a29575b6207e7305a106139f6576020946139529260405197889687967f572a0fe500000000000000000000000000000000000000000000000000000000885260048801612b98565b0381306207a120fa5f91816139b9575b5061398c57507ff9f6c26d0000000000000000000000000000000000000000000000000000000090565b15613995575f90565b7ff9f6c26d0000000000000000000000000000000000000000000000000000000090565b9091506020813d6020116139ee575b816139d5602093836128fe565b810103126101a1575180151581036101a157905f613962565b3d91506139c8565b5a7fe159f492000000000000000000000000000000000000000000000000000000005f526004526207e73060245260445ffd5b5050505050507ff9f6c26d0000000000000000000000000000000000000000000000000000000090565b505050505050505f90565b73ffffffffffffffffffffffffffffffffffffffff16149050815f613900565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b5f52600760205260405f205461390d575050505050507fbd12b9da0000000000000000000000000000000000000000000000000000000090565b5050505050507fb4c049090000000000000000000000000000000000000000000000000000000090565b91908260781c9061ffff8460901c1691617fff83169460ff8160c01c169560ff8260c81c16613b5a82828a8a90600160ff1b9392915f5260081b179060181b171760205260405f2090565b9586549262ffffff8460d01c16928362ffffff881603613efd5764ffffffffff8660501c164211613ece5764ffffffffff8660281c1664ffffffffff8716811190811591613ec3575b50613e9457158015613e83575b613e55578315958615613e4c5764ffffffffff1664800000000014801590613e44575b613e02575b507fff000000000000000000000000000000000000000000000000000000000000009060f81b167a010000000000000000000000000000000000000000000000000000179315613c9c575b5050927802000000000000000000000000000000000000000000000000604093927f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b969579ff00ffffffff00000000000000000000ffffffffffffffffffff4360501b911617171780915582519182526020820152a35f90565b62ffffff919592949350148015613df2575b613dc857600160078560c01c16145f14613cec575050505050507fcfcc47e30000000000000000000000000000000000000000000000000000000090565b78020000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9697613d7481615535565b15613dc25778200000000000000000000000000000000000000000000000004360781b8217175b865f525f602052885f2061ffff8360e81c165f52602052885f205516019394509194613c23565b80613d9b565b5050505050507fc0c6c6540000000000000000000000000000000000000000000000000000000090565b5061ffff808560e81c1614613cae565b6002613e0f918a876158c1565b7fffffffff00000000000000000000000000000000000000000000000000000000811615613bd8579850505050505050505090565b506001613bd3565b50801515613bd3565b505050505050505050507f882daaaa0000000000000000000000000000000000000000000000000000000090565b5063ffffffff8560a01c1615613bb0565b50505050505050505050507f4a4c792d0000000000000000000000000000000000000000000000000000000090565b90504210155f613ba3565b50505050505050505050507f26d9b66c0000000000000000000000000000000000000000000000000000000090565b50505050505050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b90915f928260781c61ffff8460901c1690617fff82169460ff8160c01c169560ff8260c81c16613f7882828a8a90600160ff1b9392915f5260081b179060181b171760205260405f2090565b9485549262ffffff8460d01c16928362ffffff8816036143f75764ffffffffff8660501c1642116143c75764ffffffffff8660281c1664ffffffffff87168111908115916143bc575b5061438c5715801561437b575b61434c5783159586156143435764ffffffffff166480000000001480159061433c575b6142f9575b507fff000000000000000000000000000000000000000000000000000000000000009060f81b167a0100000000000000000000000000000000000000000000000000001793156140b9575b50509178090000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96949260409479ff00ffffffff00000000000000000000ffffffffffffffffffff4360501b911617171780915582519182526020820152a390565b62ffffff91959350979193971480156142e9575b6142be57600160078560c01c16145f146141fb57505f956003600f8560c41c16146141d05778090000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96975b61417b81615535565b156141ca5778200000000000000000000000000000000000000000000000004360781b8217175b868d528c602052888d208d61ffff8460e81c169052602052888d205516019395509193614041565b806141a2565b505050505050507f8db795910000000000000000000000000000000000000000000000000000000090565b9578090000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9697895f528a600160fe1b17602052875f2080546a01000000000000000000008116156142a8575b5050614172565b6a01000000000000000000001790555f806142a1565b505050505050507fc0c6c6540000000000000000000000000000000000000000000000000000000090565b5061ffff808560e81c16146140cd565b6009614306918a876158c1565b7fffffffff00000000000000000000000000000000000000000000000000000000811615613ff657995050505050505050505090565b505f613ff1565b50801515613ff1565b50505050505050505050507f882daaaa0000000000000000000000000000000000000000000000000000000090565b5063ffffffff8560a01c1615613fce565b5050505050505050505050507f4a4c792d0000000000000000000000000000000000000000000000000000000090565b90504210155f613fc1565b5050505050505050505050507f26d9b66c0000000000000000000000000000000000000000000000000000000090565b5050505050505050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b90915f928260781c61ffff8460901c1690617fff82169460ff8160c01c169560ff8260c81c1661447382828a8a90600160ff1b9392915f5260081b179060181b171760205260405f2090565b9485549262ffffff8460d01c16928362ffffff8816036143f75764ffffffffff8660501c1642116143c75764ffffffffff8660281c1664ffffffffff8716811190811591614802575b5061438c571580156147f1575b61434c5783159586156147e85764ffffffffff16648000000000148015906147e1575b61479e575b507fff000000000000000000000000000000000000000000000000000000000000009060f81b167a0100000000000000000000000000000000000000000000000000001793156145b4575b50509178010000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96949260409479ff00ffffffff00000000000000000000ffffffffffffffffffff4360501b911617171780915582519182526020820152a390565b62ffffff919593509791939714801561478e575b6142be57600160078560c01c16145f146146cb57505f956003600f8560c41c16146141d05778010000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96975b61467681615535565b156146c55778200000000000000000000000000000000000000000000000004360781b8217175b868d528c602052888d208d61ffff8460e81c169052602052888d20551601939550919361453c565b8061469d565b9578010000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9697895f528a600160fe1b17602052875f2080546a0100000000000000000000811615614778575b505061466d565b6a01000000000000000000001790555f80614771565b5061ffff808560e81c16146145c8565b60016147ab918a876158c1565b7fffffffff000000000000000000000000000000000000000000000000000000008116156144f157995050505050505050505090565b505f6144ec565b508015156144ec565b5063ffffffff8560a01c16156144c9565b90504210155f6144bc565b908160781c9361ffff8360901c1694617fff86169160ff8560c01c169660ff8660c81c169361485881868b8b90600160ff1b9392915f5260081b179060181b171760205260405f2090565b9485549262ffffff8460d01c16918262ffffff8816036143f75764ffffffffff8a60501c1642116143c75764ffffffffff8a60281c1664ffffffffff8b16811190811591614c0d575b5061438c57158015614bfc575b61434c57846001600782161493851597885f14614bf35764ffffffffff1664800000000014801590614beb575b614ba2575b50507fff000000000000000000000000000000000000000000000000000000000000009060f81b167a010000000000000000000000000000000000000000000000000000179415614991575b505050907f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9694604094939260c01b9079ff00ffffffff00000000000000000000ffffffffffffffffffff4360501b911617171780915582519182526020820152a35f90565b62ffffff919296959450148015614b92575b614b6657600160078660c01c16145f14614ab85715614a8d576003600f8560c41c16146141d0577f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96947d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000006040965b614a3981615535565b15614a875778200000000000000000000000000000000000000000000000004360781b8217175b865f525f602052885f2061ffff8360e81c165f52602052885f20551601929394819661492c565b80614a60565b505050505050507fcfcc47e30000000000000000000000000000000000000000000000000000000090565b947d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000006040967f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b969815614a3057895f528a600160fe1b17602052875f2080546a0100000000000000000000811615614b50575b5050614a30565b6a01000000000000000000001790555f80614b49565b50505050505050507fc0c6c6540000000000000000000000000000000000000000000000000000000090565b5061ffff808660e81c16146149a3565b90614bae918c8c6158c1565b7fffffffff000000000000000000000000000000000000000000000000000000008116614bdc5785906148e0565b9a505050505050505050505090565b5084156148db565b508015156148db565b5063ffffffff8960a01c16156148ae565b90504210155f6148a1565b80519192916014811015614c2e57505050505f90565b60148103614c4c575091614c44612bce93613079565b60601c6159fb565b5f93614d368594614c5c85613079565b60601c948460141085601418028518946020614c78878361294b565b9680614c9c614c868a612921565b99614c946040519b8c6128fe565b808b52612921565b93601f19848b01950136863703930101905e614d28604051938492614cf360208501977f024ad31800000000000000000000000000000000000000000000000000000000895260606024870152608486019061288f565b9160448501527fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc84830301606485015261288f565b03601f1981018352826128fe565b51915afa3d15614db7573d614d4a81612921565b90614d5860405192836128fe565b81523d5f602083013e5b81614da9575b81614d71575090565b90506020818051810103126101a157602001517f024ad318000000000000000000000000000000000000000000000000000000001490565b905060208151101590614d68565b6060614d62565b614dc6612dc4565b50600f8160c41c166001808360c31c161490600760405193614de7856128b4565b64ffffffffff8116855264ffffffffff8160281c16602086015264ffffffffff8160501c16604086015264ffffffffff8160781c16606086015263ffffffff8160a01c16608086015260c01c1660a084015260c0830152151560e082015290565b9061ffff8260901c16647fff000000617fff821660ff8560c01c1694614e908260ff8360c81c16888890600160ff1b9392915f5260081b179060181b171760205260405f2090565b9182549462ffffff8660d01c1694859160181b161764ffffffffff8360781c160361503f57801515908161501d575b50614ff35760501c64ffffffffff164211614fca57614edd83615535565b15614fa1577f05dca7a0342bd911323205a0ff999355fed87395d3a3fcac5e4d01334a9d13d39262ffffff602093105f14614f655778400000000000000000000000000000000000000000000000007aff000000000000000000000000000000000000000000000000000060015b60d01b16914360781b171701809155604051908152a35f90565b78400000000000000000000000000000000000000000000000007aff00000000000000000000000000000000000000000000000000005f614f4b565b50505050507fc3d9f18b0000000000000000000000000000000000000000000000000000000090565b50505050507f26d9b66c0000000000000000000000000000000000000000000000000000000090565b5050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b9050855f5286600160fe1b1760205260ff60405f205460481c1614155f614ebf565b505050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b9061ffff8260901c16647fff000000617fff821660ff8560c01c16946150b28260ff8360c81c16888890600160ff1b9392915f5260081b179060181b171760205260405f2090565b9182549462ffffff8660d01c1694859160181b161764ffffffffff8360781c160361503f5780151590816151bc575b50614ff35760501c64ffffffffff164211614fca576150ff83615535565b15614fa1577f05dca7a0342bd911323205a0ff999355fed87395d3a3fcac5e4d01334a9d13d39262ffffff602093105f14615180574360781b177810000000000000000000000000000000000000000000000000177a0100000000000000000000000000000000000000000000000000000190819055604051908152a35f90565b78100000000000000000000000000000000000000000000000007aff00000000000000000000000000000000000000000000000000005f614f4b565b9050855f5286600160fe1b1760205260ff60405f205460481c1614155f6150e1565b6040517f6925da900000000000000000000000000000000000000000000000000000000081523360048201526001602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115612d71575f91615261575090565b90506020813d602011615293575b8161527c602093836128fe565b810103126101a1575161ffff811681036101a15790565b3d915061526f565b9060ff9261ffff6152e5921692805f5283600160fe1b1760205260405f205493858560481c16958693169190600160ff1b9392915f5260081b179060181b171760205260405f2090565b549182159081615336575b5080615320575b156153085750648000000000919050565b60301c63ff0000001660d09190911c62ffffff161790565b506a0100000000000000000000811615156152f7565b9050155f6152f0565b9035907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1813603018212156101a1570180359067ffffffffffffffff82116101a1576020019181360383136101a157565b3580151581036101a15790565b90602082019161012081016153bc6153b5828461533f565b3691612adc565b602081519101209360ff61ffff6153d283612acd565b161161550d5764ffffffffff67ffffffffffffffff6153f360e08601612eb7565b16116154e5578061540661544892615745565b9261541085615390565b156154a45761543161542a6154248661557d565b93612acd565b918661533f565b9061544061014088018861533f565b9490936138c1565b7fffffffff00000000000000000000000000000000000000000000000000000000811661549d57509280929361547d83615390565b1561548f5761548c925061506a565b91565b60c061548c93013590614427565b9150509190565b61543161542a61542460405160208101907ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba8252610eb76040820188613806565b5050507fbb23594e000000000000000000000000000000000000000000000000000000009190565b5050507fd90207a3000000000000000000000000000000000000000000000000000000009190565b8015159081615542575090565b64ffffffffff915060781c161590565b91604051916020830193845260408301526060820152606081526155776080826128fe565b51902090565b612bce9060405164ffffffffff60208201927fbcfb048c38f8d2c8ec0b8d0666001d2fc1f722a41206d7ec162eda824b8820c7845260ff8160c01c16604084015260ff8160c81c166060840152818160781c16608084015260501c1660a082015260a0815261047f60c0826128fe565b939291601b7f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff84169360ff1c0160ff81116102a657602092615651855f94604051948594859094939260ff6060936080840197845216602083015260408201520152565b838052039060015afa15612d71575f51928360601b5f5273ffffffffffffffffffffffffffffffffffffffff60145f209416151591826156a4575b5081615696575090565b90508260d01c9060d01c1490565b7f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0101591505f61568c565b91909261ffff841660ff81116132f3575067ffffffffffffffff169264ffffffffff84116156fd5750505050565b82916157129167ffffffffffffffff9461529b565b907fbb23594e000000000000000000000000000000000000000000000000000000005f526004521660245260445260645ffd5b61574e81612acd565b9061575b60208201612e10565b9061576860408201612e1e565b9161577560608301612e43565b61578160808401612e43565b9061578e60c08501612eb7565b9360e00161579b90612e43565b9260c81b79ff00000000000000000000000000000000000000000000000000169560c01b79ffff000000000000000000000000000000000000000000000000169460a01b77ffffffff0000000000000000000000000000000000000000169360781b76ffffffffffffffff000000000000000000000000000000169260501b6effffffffff00000000000000000000169160281b69ffffffffff0000000000169064ffffffffff1617171717171790565b604290615857615b20565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b90604183036158b7576158b09250602081013591604082359201355f1a90615c43565b9192909190565b50505f9160029190565b60ff9060c01c16815f5280600160fe1b1760205260405f209384549360ff8560481c168103614ff3571515806159e5575b6159bc576007166001149183156159695750506a0100000000000000000000821661593857615922575b50505f90565b6a01000000000000000000001790555f8061591c565b9150505f14615945575f90565b7fcfcc47e30000000000000000000000000000000000000000000000000000000090565b6159889493509091156159b5576a010000000000000000000092615ce4565b15615991575f90565b7fd90207a30000000000000000000000000000000000000000000000000000000090565b5f92615ce4565b50505050507f8db795910000000000000000000000000000000000000000000000000000000090565b506a0200000000000000000000841615156158f2565b9190823b615a435790615a0d91615e3a565b506004811015613a7e57159182615a2357505090565b73ffffffffffffffffffffffffffffffffffffffff919250811691161490565b916020926064601f19601f855f965190604051957f1626ba7e00000000000000000000000000000000000000000000000000000000875260048701526040602487015288820190604487015e86848287010152011601915afa7f1626ba7e000000000000000000000000000000000000000000000000000000005f5114601f3d11161690565b60ff811690601f8211615af85760405191615ae56040846128fe565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffd5b73ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016301480615c1a575b15615b88577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a0815261557760c0826128fe565b507f00000000000000000000000000000000000000000000000000000000000000004614615b5f565b90917f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411615cd95790615c9c6020945f9493604051948594859094939260ff6060936080840197845216602083015260408201520152565b838052039060015afa15612d71575f5173ffffffffffffffffffffffffffffffffffffffff811615615ccf57905f905f90565b505f906001905f90565b5050505f9160039190565b9161ffff909391931691825f52600260205260405f2090815490811580615d84575b612da457680100000000000000008210156128d157615d2c826001810194858155612994565b81549060031b905f1989831b921b19161790558282116102a6577f4dd2b1e96fa6edf42d32344ccef329342c043da1528af456e47530879aa2b80d9360209343851b1717905563ffffffff60405191168152a3600190565b506040517f11cb448300000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115612d71575f91615e07575b5060018091871c161415615d06565b90506020813d602011615e32575b81615e22602093836128fe565b810103126101a157516001615df8565b3d9150615e15565b81519190604183036158b7576158b09250602082015190606060408401519301515f1a90615c4356fea26469706673582212201d8c127feb6605411f828da4da27a0e8b9d7c26124bbed714631243a52011bcb64736f6c63430008250033",
} as const;
