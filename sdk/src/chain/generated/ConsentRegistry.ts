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
    "0x61018080604052346102b25761622c803803809161001d82856102ca565b83398101906040818303126102b2578051906001600160a01b03821682036102b2576020810151906001600160401b0382116102b2570182601f820112156102b2578051926001600160401b0384116102b6578360051b916040519461008660208501876102ca565b85526020808601938201019182116102b257602001915b81831061029257505050604051906100b66040836102ca565b60118252602082017010dbdb9cda5b1a5d5b4810dbdb9cd95b9d607a1b8152604051926100e46040856102ca565b600184526020840192603160f81b845260805261010081610315565b6101405261010d84610315565b6101605251902091826101005251902080610120524660c0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261017760c0826102ca565b51902060a0523060e0525f5b8151811015610229576001906001600160a01b036101a182856102ed565b51166101ac81610380565b90816101e6575b50156101e05760025b828060a01b036101cc83866102ed565b51165f52600760205260405f205501610183565b816101bc565b6301ffc9a760e01b5f908152633c3d09fb60e21b60045260209250906024908290617530fa5f511515601f3d111681610221575b505f6101b3565b90505f61021a565b604051615e2d90816103ff82396080518181816114a4015281816151aa0152615d5c015260a05181615afa015260c05181615bb1015260e05181615acb01526101005181615b4901526101205181615b6f015261014051816115dc015261016051816116080152f35b82516001600160a01b03811681036102b25781526020928301920161009d565b5f80fd5b634e487b7160e01b5f52604160045260245ffd5b601f909101601f19168101906001600160401b038211908210176102b657604052565b80518210156103015760209160051b010190565b634e487b7160e01b5f52603260045260245ffd5b601f815111610340576020815191015160208210610331571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fd5b6301ffc9a760e01b5f526301ffc9a760e01b60045260205f60248184617530fa5f511515601f3d1116816103f6575b50156103f1576301ffc9a760e01b5f9081526001600160e01b03196004526020916024908290617530fa5f511515601f3d1116816103eb575090565b90501590565b505f90565b90505f6103af56fe60806040526004361015610011575f80fd5b5f3560e01c806302f0c107146126bb5780630b604e4b146125685780630e8bc1cd1461251a5780631411f38e146124d55780632729e6b714612468578063331052181461241e5780633acb6c8d1461233d57806344d2609b1461211f578063517c79f214612102578063572a0fe51461208c578063576ca6e314611d4a5780635e83b62114611d0a5780636a0f7b8314611b1a578063799b2d24146118de5780637baf694b146117b55780637cf5cab1146116cb5780637e48eda2146116b157806384b0196e146115c45780638844cf7a14611513578063960abb19146114c85780639ad18765146114785780639eea8aaa146112f3578063a0e3b21d14610f29578063bcf7fea314610df3578063bd966a0814610cb6578063c009d2ac14610bf5578063ca9d7bc814610a7e578063d31ab0221461035f578063e8e1c3c6146101d0578063f0426a9b146101a55763f26e74901461016e575f80fd5b346101a15760206003193601126101a15761ffff61018a612729565b165f526002602052602060405f2054604051908152f35b5f80fd5b346101a15760206101be6101b8366127dc565b91615217565b67ffffffffffffffff60405191168152f35b346101a15760406003193601126101a1576024356004356101ef61515a565b82156103375761ffff1691815f5282600160fe1b1760205260405f20908154156103075781549160ff8360481c169260ff84146102d35761025b6a020000000000000000000091835f52600360205260405f20865f5260205265030000000000431760405f20556128ec565b179055600182018092116102a6577f30d63fd52f1da4dd2d8fb36419db14bda0400398e5c79a30618bb45181171c5a9160609160ff60405192168252600360208301526040820152a3005b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b85857fc0c6c654000000000000000000000000000000000000000000000000000000005f526004526024525f60445260645ffd5b50507fe8c8a387000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7fd3ebed37000000000000000000000000000000000000000000000000000000005f5260045ffd5b346101a157600319360160a081126101a1576060136101a15760643567ffffffffffffffff81116101a1576103989036906004016127ae565b60843567ffffffffffffffff81116101a1576103b89036906004016127ae565b926103c4368483612a58565b60208151910120936103d4612a38565b926040519160208301917f933ac361e11235e31397fdd0eec5224840ac9152a9058936fae469b94f75c249835261ffff61040c612729565b16604085015260243567ffffffffffffffff81168091036101a15760608501526044359264ffffffffff84168094036101a1578561048789928761048d9760807fffffffff000000000000000000000000000000000000000000000000000000009a01526080815261047f60a08261287a565b5190206157c8565b8861383d565b16928361065d578461ffff841690805f5281600160fe1b1760205260405f20805460ff8160481c168067ffffffffffffffff6104c7612e1c565b1603610617575064ffffffffff6104dc612dab565b1642116105d257156105a35780549060ff8260481c169160ff831461056e5761052490825f52600360205260405f20845f5260205265010000000000431760405f20556128ec565b9055600181018091116102a65760607f30d63fd52f1da4dd2d8fb36419db14bda0400398e5c79a30618bb45181171c5a9160ff60405191168152600160208201525f6040820152a3005b5050507fc0c6c654000000000000000000000000000000000000000000000000000000005f526004526024525f60445260645ffd5b507fe8c8a387000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b64ffffffffff6105e0612dab565b7f26d9b66c000000000000000000000000000000000000000000000000000000005f521660045264ffffffffff421660245260445ffd5b8367ffffffffffffffff9161062a612e1c565b917fbb23594e000000000000000000000000000000000000000000000000000000005f526004526024521660445260645ffd5b61066992503691612a58565b907fbb23594e000000000000000000000000000000000000000000000000000000008114610a35577f26d9b66c0000000000000000000000000000000000000000000000000000000081146109fe577f4a4c792d0000000000000000000000000000000000000000000000000000000081146109ce577f882daaaa00000000000000000000000000000000000000000000000000000000811461099e577fc0c6c65400000000000000000000000000000000000000000000000000000000811461096a577f8db79591000000000000000000000000000000000000000000000000000000008114610936577fcfcc47e3000000000000000000000000000000000000000000000000000000008114610906577fd90207a30000000000000000000000000000000000000000000000000000000081146108da577fc3d9f18b0000000000000000000000000000000000000000000000000000000081146108a6577fb4c04909000000000000000000000000000000000000000000000000000000008114610879577fbd12b9da000000000000000000000000000000000000000000000000000000001461084257507ff9f6c26d000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b61084b90612ff5565b60601c7fbd12b9da000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b50517fb4c04909000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b827fc3d9f18b000000000000000000000000000000000000000000000000000000005f526004525f6024525f60445260645ffd5b7fd90207a3000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b827fcfcc47e3000000000000000000000000000000000000000000000000000000005f526004525f60245260445ffd5b827f8db79591000000000000000000000000000000000000000000000000000000005f526004525f6024525f60445260645ffd5b827fc0c6c654000000000000000000000000000000000000000000000000000000005f526004525f6024525f60445260645ffd5b7f882daaaa000000000000000000000000000000000000000000000000000000005f525f6004525f60245260445ffd5b7f4a4c792d000000000000000000000000000000000000000000000000000000005f525f6004525f60245260445ffd5b7f26d9b66c000000000000000000000000000000000000000000000000000000005f525f60045264ffffffffff421660245260445ffd5b67ffffffffffffffff83610a4a5f8083615217565b907fbb23594e000000000000000000000000000000000000000000000000000000005f52600452166024525f60445260645ffd5b346101a157600319360160c081126101a1576080136101a15760843567ffffffffffffffff81116101a157610ab79036906004016127ae565b60a43567ffffffffffffffff81116101a157610ad79036906004016127ae565b91610ae3368286612a58565b60208151910120926004359061ffff8216918281036101a15760243560ff8116908181036101a1576044359067ffffffffffffffff8216938483036101a157610b2e8383838d61564b565b5050506064359164ffffffffff8316918284036101a157610b7f95610b659450929060c81b9260c01b9160781b9060501b17171790565b938387610b70612a38565b610b79886154f9565b9061383d565b937fffffffff00000000000000000000000000000000000000000000000000000000851615610be3575b7fffffffff000000000000000000000000000000000000000000000000000000008516610bd257005b610bdd913691612a58565b9261302d565b9350610bef8383614fe6565b93610ba9565b346101a15760606003193601126101a157602435600435604435610c1761515a565b81156103375761ffff1692825f5283600160fe1b1760205260405f20906a0100000000000000000000825416610c85577f1c194067815036cbb3311e24dff6cdd06e11dab2d42db8a1fcf0ff3654426e54926040925f52600460205281835f205582519182526020820152a3005b5050507fcfcc47e3000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346101a15760a06003193601126101a15760043567ffffffffffffffff81116101a157610ce790369060040161273a565b610cef612718565b91610cf861276b565b60643560843591610d0882613483565b610d11856128d4565b95610d1f604051978861287a565b858752610d2b866128d4565b95601f196020890197013688375f5b818110610d87578789604051918291602083019060208452518091526040830191905f5b818110610d6c575050500390f35b82511515845285945060209384019390920191600101610d5e565b8086610da2878787610d9c600197898f612a17565b356134bd565b919084808460c31c16149283610dcb575b505050610dc0828c612952565b901515905201610d3a565b610ddd935060e81c61ffff16906154ce565b5f528160205260ff60405f205416878c80610db3565b346101a157600319360161014081126101a157610100136101a1576101043567ffffffffffffffff81116101a157610e2f9036906004016127ae565b6101243567ffffffffffffffff81116101a157610e509036906004016127ae565b91610ec8610e5f368387612a58565b6020815191012093610e708561372d565b938387610e7b612a38565b610b7960405160208101907ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba8252610eb7604082016004613782565b610120815261047f6101408261287a565b937fffffffff00000000000000000000000000000000000000000000000000000000851615610f1a577fffffffff000000000000000000000000000000000000000000000000000000008516610bd257005b9350610bef8360a435846143a3565b346101a157600319360161016081126101a157610100136101a1576101043567ffffffffffffffff81116101a157610f6590369060040161273a565b906101243567ffffffffffffffff81116101a157610f879036906004016127ae565b9290916101443567ffffffffffffffff81116101a157610fab9036906004016127ae565b90831580156112e9575b6112bd57610fc4368787612a58565b6020815191012094610fd58661372d565b9060405197602089017f07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff88116101a1578760051b998a8883376110266020828d81010301601f19810183528261287a565b5190206040519560208701907f83d0340f2fc8ce34bce472153a87f888febf8cda190d50bac778205f1591d60e825260043561ffff81168091036101a157604089015260243560ff81168091036101a157606089015260443563ffffffff81168091036101a157608089015260643564ffffffffff81168091036101a15760a089015260843564ffffffffff81168091036101a15760c089015260a435968760e08a015260c4359867ffffffffffffffff8a16808b036101a15761010082015260e4359464ffffffffff86168096036101a157611124611131958f97938a938a95610120830152610140820152610140815261047f6101608261287a565b61112c612a38565b61383d565b947fffffffff000000000000000000000000000000000000000000000000000000008616156112a9575b50507fffffffff00000000000000000000000000000000000000000000000000000000841661129b57505050506111d490611194612a38565b61ffff60ff617fff64ffffffffff6111aa612d7c565b9560181c1616931691168690600160ff1b9392915f5260081b179060181b171760205260405f2090565b61ffff815460e81c16905f5b84811061124a5750505060607f3658323a6a3fda99ce7ab58aef31c7baf50eaf60e53c1a9c75381b261d8070c89261ffff60ff938761121d612a38565b91611226612d7c565b946040519788961686526040602087015260408601528585013716958101030190a3005b8061126361125b6001938888612a17565b3585856154ce565b5f528160205260405f20827fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00825416179055016111e0565b879291610bdd913691612a58565b6112b592955084613ea8565b92878a61115b565b837f7040aeaf000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5060208411610fb5565b346101a15760606003193601126101a1576004356024359060ff82168092036101a1576044359161132261515a565b83156103375761ffff1692825f5283600160fe1b1760205261136a60ff60405f205460481c1683868690600160ff1b9392915f5260081b179060181b171760205260405f2090565b91825490611377826154b1565b156114455750916040917fc2c4490d01460642d2f362b15a93c507604247f2357caf6df10242d6111350319362ffffff808260d01c16105f146114095778300000000000000000000000000000000000000000000000007aff000000000000000000000000000000000000000000000000000060015b60d01b16914360781b17170180925582519182526020820152a3005b78300000000000000000000000000000000000000000000000007aff00000000000000000000000000000000000000000000000000005f6113ed565b85857fc3d9f18b000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b346101a1575f6003193601126101a157602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346101a15760406003193601126101a157606063ffffffff64ffffffffff6114fa6114f1612729565b60243590612dd1565b9193906040519415158552166020840152166040820152f35b346101a15760406003193601126101a15761152c612729565b6024359061ffff5f9161153e84613483565b16805f52600260205260405f2092835491600160fe1b175b82841061156857602084604051908152f35b9091926115758482612903565b60011c906115838287612910565b90549060031b1c5f52826020528364ffffffffff60405f205460201c1611155f146115bd5750600181018091116102a657925b9190611556565b93506115b6565b346101a1575f6003193601126101a15761167f6116007f0000000000000000000000000000000000000000000000000000000000000000615a5d565b6116ad61162c7f0000000000000000000000000000000000000000000000000000000000000000615a5d565b61168d6040519161163e60208461287a565b5f83525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e0602088015260e087019061280b565b90858203604087015261280b565b904660608501523060808501525f60a085015283820360c085015261277b565b0390f35b346101a1575f6003193601126101a1576020604051818152f35b346101a15760806003193601126101a1576101006117366117136116ed612718565b6116f561276b565b60643591611701612d40565b5061170b83613483565b6004356134bd565b905079ff0fffffffff0000000000ffffffffffffffffffffffffffffff16614d3a565b6117b3604051809260e0809164ffffffffff815116845264ffffffffff602082015116602085015264ffffffffff604082015116604085015264ffffffffff606082015116606085015263ffffffff608082015116608085015260ff60a08201511660a085015260ff60c08201511660c085015201511515910152565bf35b346101a15760206003193601126101a15760043567ffffffffffffffff81116101a1576117e690369060040161273a565b5f915f907ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffea181360301935b838310156118d3578260051b820135858112156101a157611833908301615319565b907fffffffff0000000000000000000000000000000000000000000000000000000081166118715750506118686001916128b9565b925b0191611811565b604080518681527fffffffff0000000000000000000000000000000000000000000000000000000092909216602083015292946001939092917f72283543036fea20e7fe5f3edff544bd9db21d7727218dce83970351ab0fc3349190a261186a565b602090604051908152f35b346101a15760206003193601126101a15760043567ffffffffffffffff81116101a157366023820112156101a15780600401359067ffffffffffffffff82116101a15736602460e08402830101116101a1579061193961515a565b5f9279ffff0000000000000000000000000000000000000000000000008260c01b16935b83811015611b185760e08102820160e48101358015610337576044820191600360ff61198885612d8c565b16141580611b02575b611acb576effffffffff00000000000000000000918160ff611a79898c6024611a8197013597888660648298019064ffffffffff69ffffffffff000000000076ffffffffffffffff00000000000000000000000000000077ffffffff000000000000000000000000000000000000000079ff00000000000000000000000000000000000000000000000000611a57611a2888612d8c565b98611a3560848901612d9a565b9c6101b8611a5160c4611a4a60a48d01612dbf565b9b01612dbf565b9a612d8c565b9760c81b169960a01b169560781b169360281b16911617171717171796612d8c565b169185614789565b917fffffffff000000000000000000000000000000000000000000000000000000008316611ab45750505060010161195d565b60405192611ac360208561287a565b5f845261302d565b60ff611ad684612d8c565b7f487d39c8000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b50600460ff611b1085612d8c565b161415611991565b005b346101a15760e06003193601126101a15760043560807fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc3601126101a15760a43567ffffffffffffffff81116101a157611b789036906004016127ae565b60c49291923567ffffffffffffffff81116101a157611b9b9036906004016127ae565b9190611bb08286611baa612a27565b87613676565b6024359261ffff8416918285036101a15760443560ff8116938482036101a1576064359167ffffffffffffffff8316978884036101a157611bf38483838d61564b565b50506084359664ffffffffff8816918289036101a15789889484611c358e9686611cac9c8f97610b799850929060c81b9260c01b9160781b9060501b17171790565b9b611c3e612a27565b956040519360208501957f5e2dd115eb0a3cfa900f6988d4482f714a27f2e08948491313201c6145026ca48752604086015261ffff611c7b612718565b16606086015260ff611c8b61276b565b1660808601525060a08401525060c082015260c0815261047f60e08261287a565b937fffffffff00000000000000000000000000000000000000000000000000000000851615611cfe577fffffffff000000000000000000000000000000000000000000000000000000008516610bd257005b9350610bef8383614dc4565b346101a15760406003193601126101a15761ffff611d26612718565b166004355f52600160fe1b17602052602060ff60405f205460481c16604051908152f35b346101a15761ffff611d5b366127dc565b921691815f5282600160fe1b1760205260405f209160ff835460481c1691600183018093116102a6575f9460ff5f9216915b8481106120345750601f19611dba611da4886128d4565b97611db2604051998a61287a565b8089526128d4565b015f5b81811061201d5750505f925f5b858110611e9257876040518091602082016020835281518091526020604084019201905f5b818110611dfd575050500390f35b91935091602061010082611e84600194885160e0809164ffffffffff815116845264ffffffffff602082015116602085015264ffffffffff604082015116604085015264ffffffffff606082015116606085015263ffffffff608082015116608085015260ff60a08201511660a085015260ff60c08201511660c085015201511515910152565b019401910191849392611def565b5f828152601882901b600885901b861717600160ff1b176020526040902080549081156120135789905f9061ffff8460e81c16915b828110611fc6575050505090611f23611f076001938a5f52600360205260405f20845f5260205260405f205480151580611f97575b611f2b575b50614d3a565b96611f11816128b9565b97611f1c828d612952565b528a612952565b505b01611dca565b907fffffffffffffff0fffffffff0000000000ffffffffffffffffffffffffffffff73ffffffffff0000000000000000000000000000007ffffffffffffffff000000000000000000000000000000000000000000000000084609c1b169360781b16911617178c611f01565b5064ffffffffff8260781c168015159081611fb4575b5015611efc565b905064ffffffffff821610158e611fad565b6120088293949a6001935f525f60205260405f20835f52602052611fed60405f2054614d3a565b9b611ff7826128b9565b9c6120028383612952565b52612952565b5001908b9291611ec7565b5050600190611f25565b602090612028612d40565b82828b01015201611dbd565b5f848152601882901b600884901b851717600160ff1b17602052604090205480612062575b50600101611d8d565b61ffff9060e89892981c1690600182018092116102a65760019161208591612903565b9690612059565b346101a15760806003193601126101a1576120a5612729565b60243567ffffffffffffffff81116101a1576120c59036906004016127ae565b6064359167ffffffffffffffff83116101a1576020936120ec6120f89436906004016127ae565b93909260443592612b4d565b6040519015158152f35b346101a1575f6003193601126101a15760206040516207a1208152f35b346101a1576101606003193601126101a1576004356101007fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc3601126101a1576101243567ffffffffffffffff81116101a1576121809036906004016127ae565b91906101443567ffffffffffffffff81116101a1576121a39036906004016127ae565b9390916121b38282611baa612a27565b6024359261ffff8416958685036101a1576044359160ff8316958684036101a15760e4359867ffffffffffffffff8a16808b036101a1576121f68b87858d61564b565b61220060246156c1565b98612209612a27565b966040519360208501957f76b25c39f6b19e60567096aab14bc59a9ce0d110ee66740c8921731abe37b65b87528d604087015250606085015250608083015260643563ffffffff81168091036101a15760a083015260843564ffffffffff81168091036101a15760c083015260a43564ffffffffff81168091036101a15760e083015260c4359a8b61010084015250610120820152610104359464ffffffffff86168096036101a157610b798893836122d4986101408b960152610140815261047f6101608261287a565b947fffffffff00000000000000000000000000000000000000000000000000000000861615612328575b507fffffffff000000000000000000000000000000000000000000000000000000008516610bd257005b612336919550849084613a8b565b93856122fe565b346101a15760806003193601126101a15760043567ffffffffffffffff81116101a15761236e90369060040161273a565b90612377612718565b9161238061276b565b6064359061238d82613483565b612396836128d4565b946123a4604051968761287a565b838652601f196123b3856128d4565b0136602088013779ff0fffffffff0000000000ffffffffffffffffffffffffffffff935f5b8181106123f557604051602080825281906116ad9082018b61277b565b808661240a878787610d9c600197898f612a17565b905016612417828b612952565b52016123d8565b346101a15760206003193601126101a15760043573ffffffffffffffffffffffffffffffffffffffff81168091036101a1575f526007602052602060405f20541515604051908152f35b346101a15760606003193601126101a157612491612484612729565b6044359060243590612966565b6040518091602082016020835281518091526020604084019201905f5b8181106124bc575050500390f35b82518452859450602093840193909201916001016124ae565b346101a15760406003193601126101a15761ffff6124f1612718565b166004355f52600160fe1b1760205260405f205f526004602052602060405f2054604051908152f35b346101a15760606003193601126101a15760043561253d60443560243583613435565b90917fffffffff000000000000000000000000000000000000000000000000000000008316611ab457005b346101a15760206003193601126101a15760043567ffffffffffffffff81116101a157366023820112156101a157806004013567ffffffffffffffff81116101a1573660248260071b840101116101a1575f91825b828410156118d3578360071b82016024810190813577ffffffff00000000000000000000ffffffffffffffffffff8116155f146126aa5761260992506064608483013592013590613435565b905b7fffffffff00000000000000000000000000000000000000000000000000000000811661264857505061263f6001916128b9565b935b01926125bd565b604080518781527fffffffff0000000000000000000000000000000000000000000000000000000092909216602083015292956001939092917f72283543036fea20e7fe5f3edff544bd9db21d7727218dce83970351ab0fc3349190a2612641565b50506126b590612f3b565b9061260b565b346101a15760806003193601126101a1576126d4612e48565b7fffffffff0000000000000000000000000000000000000000000000000000000082166126fd57005b6040519161270c60208461287a565b5f83526004359061302d565b6024359061ffff821682036101a157565b6004359061ffff821682036101a157565b9181601f840112156101a15782359167ffffffffffffffff83116101a1576020808501948460051b0101116101a157565b6044359060ff821682036101a157565b90602080835192838152019201905f5b8181106127985750505090565b825184526020938401939092019160010161278b565b9181601f840112156101a15782359167ffffffffffffffff83116101a157602083818601950101116101a157565b60031960609101126101a1576004359060243561ffff811681036101a1579060443560ff811681036101a15790565b90601f19601f602080948051918291828752018686015e5f8582860101520116010190565b610100810190811067ffffffffffffffff82111761284d57604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b90601f601f19910116810190811067ffffffffffffffff82111761284d57604052565b67ffffffffffffffff811161284d57601f01601f191660200190565b5f1981146102a65760010190565b919082039182116102a657565b67ffffffffffffffff811161284d5760051b60200190565b90690100000000000000000082018092116102a657565b919082018092116102a657565b8054821015612925575f5260205f2001905f90565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b80518210156129255760209160051b010190565b61ffff90939293165f52600260205260405f2092835480831015612a0e578261298e916128c7565b80821015612a065750905b601f196129be6129a8846128d4565b936129b6604051958661287a565b8085526128d4565b01366020840137815f5b83518110156129ff57806129e76129e160019386612903565b88612910565b90549060031b1c6129f88287612952565b52016129c8565b5093505050565b905090612999565b50606093505050565b91908110156129255760051b0190565b60243561ffff811681036101a15790565b60043561ffff811681036101a15790565b3561ffff811681036101a15790565b929192612a648261289d565b91612a72604051938461287a565b8294818452818301116101a1578281602093845f960137010152565b919091357fffffffffffffffffffffffffffffffffffffffff00000000000000000000000081169260148110612ac2575050565b7fffffffffffffffffffffffffffffffffffffffff000000000000000000000000929350829060140360031b1b161690565b601f8260209493601f1993818652868601375f8582860101520116010190565b91612b4a9694959361ffff612b3793168452608060208501526080840191612af4565b9360408201526060818503910152612af4565b90565b939190949260148214612d2a5760148210612d2057612b6c8287612a8e565b60601c91825f52600760205260405f205460018114612cf8576002149687612b99575b5050505050505090565b9080929394959697506014116101a1576020956014957fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec94612c0f936040519a8b998a9889987ff0f427ec000000000000000000000000000000000000000000000000000000008a520192019060048801612b14565b03915afa908115612ced575f91612c72575b507fffffffff00000000000000000000000000000000000000000000000000000000167ff0f427ec00000000000000000000000000000000000000000000000000000000145f808080808080612b8f565b90506020813d602011612ce5575b81612c8d6020938361287a565b810103126101a157517fffffffff00000000000000000000000000000000000000000000000000000000811681036101a1577fffffffff00000000000000000000000000000000000000000000000000000000612c21565b3d9150612c80565b6040513d5f823e3d90fd5b50612d1291949550612d1a93925095612b4a963691612a58565b933691612a58565b91614b94565b5050505050505f90565b92935090612d12612b4a95612d1a933691612a58565b60405190612d4d82612830565b5f60e0838281528260208201528260408201528260608201528260808201528260a08201528260c08201520152565b60243560ff811681036101a15790565b3560ff811681036101a15790565b3563ffffffff811681036101a15790565b60443564ffffffffff811681036101a15790565b3564ffffffffff811681036101a15790565b61ffff915f5216600160fe1b1760205260405f20548015612e13575f1963ffffffff8216019163ffffffff83116102a65764ffffffffff6001939260201c1690565b505f905f905f90565b60243567ffffffffffffffff811681036101a15790565b3567ffffffffffffffff811681036101a15790565b6004359060243591612efe612ef06101206040517ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba815260ff8560c01c16602082015260ff8560c81c16604082015263ffffffff8560a01c16606082015264ffffffffff8516608082015264ffffffffff8560281c1660a08201528660c082015264ffffffffff8560781c1660e082015264ffffffffff8560501c16610100820152206157c8565b606435906044359084615569565b93819415612f1357612f0f926143a3565b9190565b5050507ff9f6c26d000000000000000000000000000000000000000000000000000000009190565b908135612efe602084013593612fe46101206040517ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba815260ff8660c01c16602082015260ff8660c81c16604082015263ffffffff8660a01c16606082015264ffffffffff8616608082015264ffffffffff8660281c1660a08201528760c082015264ffffffffff8660781c1660e082015264ffffffffff8660501c16610100820152206157c8565b604060608301359201359084615569565b90602082519201517fffffffffffffffffffffffffffffffffffffffff00000000000000000000000081169260148110612ac2575050565b92919260ff8260c01c167fffffffff0000000000000000000000000000000000000000000000000000000060ff8460c81c169216927fbb23594e0000000000000000000000000000000000000000000000000000000084146133e3577f26d9b66c0000000000000000000000000000000000000000000000000000000084146133a2577f4a4c792d000000000000000000000000000000000000000000000000000000008414613366577f882daaaa00000000000000000000000000000000000000000000000000000000841461332d57507fc0c6c6540000000000000000000000000000000000000000000000000000000083146132fb577f8db795910000000000000000000000000000000000000000000000000000000083146132c9577fcfcc47e300000000000000000000000000000000000000000000000000000000831461329a577fd90207a300000000000000000000000000000000000000000000000000000000831461326f577fc3d9f18b00000000000000000000000000000000000000000000000000000000831461323d5750507fb4c04909000000000000000000000000000000000000000000000000000000008114610879577fbd12b9da000000000000000000000000000000000000000000000000000000001461084257507ff9f6c26d000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b847fc3d9f18b000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b7fd90207a3000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b847fcfcc47e3000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b847f8db79591000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b847fc0c6c654000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b63ffffffff90837f882daaaa000000000000000000000000000000000000000000000000000000005f5260045260a01c1660245260445ffd5b64ffffffffff907f4a4c792d000000000000000000000000000000000000000000000000000000005f5281811660045260281c1660245260445ffd5b64ffffffffff907f26d9b66c000000000000000000000000000000000000000000000000000000005f5260501c1660045264ffffffffff421660245260445ffd5b67ffffffffffffffff866133fe8564ffffffffff9583615217565b907fbb23594e000000000000000000000000000000000000000000000000000000005f526004521660245260781c1660445260645ffd5b929161344a91613444856154f9565b85615569565b908093911561345c57612f0f91614fe6565b50507ff9f6c26d000000000000000000000000000000000000000000000000000000009190565b4381101561348e5750565b7fe2f9b4c9000000000000000000000000000000000000000000000000000000005f526004524360245260445ffd5b9061ffff16815f5280600160fe1b1760205260405f20925f9360ff815460481c16905b8186106136245750509060ff613513949392169190600160ff1b9392915f5260081b179060181b171760205260405f2090565b9182549182156135cd578064ffffffffff8460501c161161358d575b64ffffffffff8360781c168315159182613577575b82613558575b50501561355357565b5f9150565b8115925090821561356d575b50505f8061354a565b1190505f80613564565b80925064ffffffffff8560501c16111591613544565b9161ffff5f9160e81c165b8082106135d3575080156135cd57835f525f60205260405f20905f1981019081116102a6575f5260205260405f20549161352f565b505f9150565b906135de8282612903565b60011c90855f525f60205260405f20825f526020528464ffffffffff60405f205460501c1611155f1461361d5750600181018091116102a65790613598565b9150613598565b90946136308682612903565b60011c90825f52600360205260405f20825f526020528764ffffffffff60405f20541611155f1461366f5750600181018091116102a657945b906134e0565b9550613669565b9061ffff1691815f5282600160fe1b1760205260405f20936a01000000000000000000008554166136fd57906136ad913691612a58565b60208151910120925f5260046020528260405f2054036136cc57505050565b7f9210b56d000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b50507fcfcc47e3000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b60043561ffff811681036101a15760243560ff811681036101a15760c4359167ffffffffffffffff831683036101a1576137669361564b565b612b4a60046156c1565b359064ffffffffff821682036101a157565b803561ffff811681036101a15761ffff168252602081013560ff811681036101a15760ff166020830152604081013563ffffffff81168091036101a157604083015264ffffffffff6137d660608301613770565b16606083015264ffffffffff6137ee60808301613770565b16608083015260a081013560a083015260c081013567ffffffffffffffff811681036101a15761383760e0809367ffffffffffffffff64ffffffffff941660c087015201613770565b16910152565b91929460148610613a61576138528685612a8e565b60601c60148703613a2757613868828785615809565b5060048110156139fa5782901591826139da575b50506139cf573b156139a5575b6207e7305a10613972576020946138ce9260405197889687967f572a0fe500000000000000000000000000000000000000000000000000000000885260048801612b14565b0381306207a120fa5f9181613935575b5061390857507ff9f6c26d0000000000000000000000000000000000000000000000000000000090565b15613911575f90565b7ff9f6c26d0000000000000000000000000000000000000000000000000000000090565b9091506020813d60201161396a575b816139516020938361287a565b810103126101a1575180151581036101a157905f6138de565b3d9150613944565b5a7fe159f492000000000000000000000000000000000000000000000000000000005f526004526207e73060245260445ffd5b5050505050507ff9f6c26d0000000000000000000000000000000000000000000000000000000090565b505050505050505f90565b73ffffffffffffffffffffffffffffffffffffffff16149050815f61387c565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b5f52600760205260405f2054613889575050505050507fbd12b9da0000000000000000000000000000000000000000000000000000000090565b5050505050507fb4c049090000000000000000000000000000000000000000000000000000000090565b91908260781c9061ffff8460901c1691617fff83169460ff8160c01c169560ff8260c81c16613ad682828a8a90600160ff1b9392915f5260081b179060181b171760205260405f2090565b9586549262ffffff8460d01c16928362ffffff881603613e795764ffffffffff8660501c164211613e4a5764ffffffffff8660281c1664ffffffffff8716811190811591613e3f575b50613e1057158015613dff575b613dd1578315958615613dc85764ffffffffff1664800000000014801590613dc0575b613d7e575b507fff000000000000000000000000000000000000000000000000000000000000009060f81b167a010000000000000000000000000000000000000000000000000000179315613c18575b5050927802000000000000000000000000000000000000000000000000604093927f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b969579ff00ffffffff00000000000000000000ffffffffffffffffffff4360501b911617171780915582519182526020820152a35f90565b62ffffff919592949350148015613d6e575b613d4457600160078560c01c16145f14613c68575050505050507fcfcc47e30000000000000000000000000000000000000000000000000000000090565b78020000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9697613cf0816154b1565b15613d3e5778200000000000000000000000000000000000000000000000004360781b8217175b865f525f602052885f2061ffff8360e81c165f52602052885f205516019394509194613b9f565b80613d17565b5050505050507fc0c6c6540000000000000000000000000000000000000000000000000000000090565b5061ffff808560e81c1614613c2a565b6002613d8b918a8761583d565b7fffffffff00000000000000000000000000000000000000000000000000000000811615613b54579850505050505050505090565b506001613b4f565b50801515613b4f565b505050505050505050507f882daaaa0000000000000000000000000000000000000000000000000000000090565b5063ffffffff8560a01c1615613b2c565b50505050505050505050507f4a4c792d0000000000000000000000000000000000000000000000000000000090565b90504210155f613b1f565b50505050505050505050507f26d9b66c0000000000000000000000000000000000000000000000000000000090565b50505050505050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b90915f928260781c61ffff8460901c1690617fff82169460ff8160c01c169560ff8260c81c16613ef482828a8a90600160ff1b9392915f5260081b179060181b171760205260405f2090565b9485549262ffffff8460d01c16928362ffffff8816036143735764ffffffffff8660501c1642116143435764ffffffffff8660281c1664ffffffffff8716811190811591614338575b50614308571580156142f7575b6142c85783159586156142bf5764ffffffffff16648000000000148015906142b8575b614275575b507fff000000000000000000000000000000000000000000000000000000000000009060f81b167a010000000000000000000000000000000000000000000000000000179315614035575b50509178090000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96949260409479ff00ffffffff00000000000000000000ffffffffffffffffffff4360501b911617171780915582519182526020820152a390565b62ffffff9195935097919397148015614265575b61423a57600160078560c01c16145f1461417757505f956003600f8560c41c161461414c5778090000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96975b6140f7816154b1565b156141465778200000000000000000000000000000000000000000000000004360781b8217175b868d528c602052888d208d61ffff8460e81c169052602052888d205516019395509193613fbd565b8061411e565b505050505050507f8db795910000000000000000000000000000000000000000000000000000000090565b9578090000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9697895f528a600160fe1b17602052875f2080546a0100000000000000000000811615614224575b50506140ee565b6a01000000000000000000001790555f8061421d565b505050505050507fc0c6c6540000000000000000000000000000000000000000000000000000000090565b5061ffff808560e81c1614614049565b6009614282918a8761583d565b7fffffffff00000000000000000000000000000000000000000000000000000000811615613f7257995050505050505050505090565b505f613f6d565b50801515613f6d565b50505050505050505050507f882daaaa0000000000000000000000000000000000000000000000000000000090565b5063ffffffff8560a01c1615613f4a565b5050505050505050505050507f4a4c792d0000000000000000000000000000000000000000000000000000000090565b90504210155f613f3d565b5050505050505050505050507f26d9b66c0000000000000000000000000000000000000000000000000000000090565b5050505050505050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b90915f928260781c61ffff8460901c1690617fff82169460ff8160c01c169560ff8260c81c166143ef82828a8a90600160ff1b9392915f5260081b179060181b171760205260405f2090565b9485549262ffffff8460d01c16928362ffffff8816036143735764ffffffffff8660501c1642116143435764ffffffffff8660281c1664ffffffffff871681119081159161477e575b506143085715801561476d575b6142c85783159586156147645764ffffffffff166480000000001480159061475d575b61471a575b507fff000000000000000000000000000000000000000000000000000000000000009060f81b167a010000000000000000000000000000000000000000000000000000179315614530575b50509178010000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96949260409479ff00ffffffff00000000000000000000ffffffffffffffffffff4360501b911617171780915582519182526020820152a390565b62ffffff919593509791939714801561470a575b61423a57600160078560c01c16145f1461464757505f956003600f8560c41c161461414c5778010000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96975b6145f2816154b1565b156146415778200000000000000000000000000000000000000000000000004360781b8217175b868d528c602052888d208d61ffff8460e81c169052602052888d2055160193955091936144b8565b80614619565b9578010000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9697895f528a600160fe1b17602052875f2080546a01000000000000000000008116156146f4575b50506145e9565b6a01000000000000000000001790555f806146ed565b5061ffff808560e81c1614614544565b6001614727918a8761583d565b7fffffffff0000000000000000000000000000000000000000000000000000000081161561446d57995050505050505050505090565b505f614468565b50801515614468565b5063ffffffff8560a01c1615614445565b90504210155f614438565b908160781c9361ffff8360901c1694617fff86169160ff8560c01c169660ff8660c81c16936147d481868b8b90600160ff1b9392915f5260081b179060181b171760205260405f2090565b9485549262ffffff8460d01c16918262ffffff8816036143735764ffffffffff8a60501c1642116143435764ffffffffff8a60281c1664ffffffffff8b16811190811591614b89575b5061430857158015614b78575b6142c857846001600782161493851597885f14614b6f5764ffffffffff1664800000000014801590614b67575b614b1e575b50507fff000000000000000000000000000000000000000000000000000000000000009060f81b167a01000000000000000000000000000000000000000000000000000017941561490d575b505050907f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9694604094939260c01b9079ff00ffffffff00000000000000000000ffffffffffffffffffff4360501b911617171780915582519182526020820152a35f90565b62ffffff919296959450148015614b0e575b614ae257600160078660c01c16145f14614a345715614a09576003600f8560c41c161461414c577f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96947d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000006040965b6149b5816154b1565b15614a035778200000000000000000000000000000000000000000000000004360781b8217175b865f525f602052885f2061ffff8360e81c165f52602052885f2055160192939481966148a8565b806149dc565b505050505050507fcfcc47e30000000000000000000000000000000000000000000000000000000090565b947d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000006040967f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9698156149ac57895f528a600160fe1b17602052875f2080546a0100000000000000000000811615614acc575b50506149ac565b6a01000000000000000000001790555f80614ac5565b50505050505050507fc0c6c6540000000000000000000000000000000000000000000000000000000090565b5061ffff808660e81c161461491f565b90614b2a918c8c61583d565b7fffffffff000000000000000000000000000000000000000000000000000000008116614b5857859061485c565b9a505050505050505050505090565b508415614857565b50801515614857565b5063ffffffff8960a01c161561482a565b90504210155f61481d565b80519192916014811015614baa57505050505f90565b60148103614bc8575091614bc0612b4a93612ff5565b60601c61598f565b5f93614cb28594614bd885612ff5565b60601c948460141085601418028518946020614bf487836128c7565b9680614c18614c028a61289d565b99614c106040519b8c61287a565b808b5261289d565b93601f19848b01950136863703930101905e614ca4604051938492614c6f60208501977f024ad31800000000000000000000000000000000000000000000000000000000895260606024870152608486019061280b565b9160448501527fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc84830301606485015261280b565b03601f19810183528261287a565b51915afa3d15614d33573d614cc68161289d565b90614cd4604051928361287a565b81523d5f602083013e5b81614d25575b81614ced575090565b90506020818051810103126101a157602001517f024ad318000000000000000000000000000000000000000000000000000000001490565b905060208151101590614ce4565b6060614cde565b614d42612d40565b50600f8160c41c166001808360c31c161490600760405193614d6385612830565b64ffffffffff8116855264ffffffffff8160281c16602086015264ffffffffff8160501c16604086015264ffffffffff8160781c16606086015263ffffffff8160a01c16608086015260c01c1660a084015260c0830152151560e082015290565b9061ffff8260901c16647fff000000617fff821660ff8560c01c1694614e0c8260ff8360c81c16888890600160ff1b9392915f5260081b179060181b171760205260405f2090565b9182549462ffffff8660d01c1694859160181b161764ffffffffff8360781c1603614fbb578015159081614f99575b50614f6f5760501c64ffffffffff164211614f4657614e59836154b1565b15614f1d577f05dca7a0342bd911323205a0ff999355fed87395d3a3fcac5e4d01334a9d13d39262ffffff602093105f14614ee15778400000000000000000000000000000000000000000000000007aff000000000000000000000000000000000000000000000000000060015b60d01b16914360781b171701809155604051908152a35f90565b78400000000000000000000000000000000000000000000000007aff00000000000000000000000000000000000000000000000000005f614ec7565b50505050507fc3d9f18b0000000000000000000000000000000000000000000000000000000090565b50505050507f26d9b66c0000000000000000000000000000000000000000000000000000000090565b5050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b9050855f5286600160fe1b1760205260ff60405f205460481c1614155f614e3b565b505050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b9061ffff8260901c16647fff000000617fff821660ff8560c01c169461502e8260ff8360c81c16888890600160ff1b9392915f5260081b179060181b171760205260405f2090565b9182549462ffffff8660d01c1694859160181b161764ffffffffff8360781c1603614fbb578015159081615138575b50614f6f5760501c64ffffffffff164211614f465761507b836154b1565b15614f1d577f05dca7a0342bd911323205a0ff999355fed87395d3a3fcac5e4d01334a9d13d39262ffffff602093105f146150fc574360781b177810000000000000000000000000000000000000000000000000177a0100000000000000000000000000000000000000000000000000000190819055604051908152a35f90565b78100000000000000000000000000000000000000000000000007aff00000000000000000000000000000000000000000000000000005f614ec7565b9050855f5286600160fe1b1760205260ff60405f205460481c1614155f61505d565b6040517f6925da900000000000000000000000000000000000000000000000000000000081523360048201526001602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115612ced575f916151dd575090565b90506020813d60201161520f575b816151f86020938361287a565b810103126101a1575161ffff811681036101a15790565b3d91506151eb565b9060ff9261ffff615261921692805f5283600160fe1b1760205260405f205493858560481c16958693169190600160ff1b9392915f5260081b179060181b171760205260405f2090565b5491821590816152b2575b508061529c575b156152845750648000000000919050565b60301c63ff0000001660d09190911c62ffffff161790565b506a010000000000000000000081161515615273565b9050155f61526c565b9035907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1813603018212156101a1570180359067ffffffffffffffff82116101a1576020019181360383136101a157565b3580151581036101a15790565b906020820191610120810161533861533182846152bb565b3691612a58565b602081519101209360ff61ffff61534e83612a49565b16116154895764ffffffffff67ffffffffffffffff61536f60e08601612e33565b161161546157806153826153c4926156c1565b9261538c8561530c565b15615420576153ad6153a66153a0866154f9565b93612a49565b91866152bb565b906153bc6101408801886152bb565b94909361383d565b7fffffffff0000000000000000000000000000000000000000000000000000000081166154195750928092936153f98361530c565b1561540b576154089250614fe6565b91565b60c0615408930135906143a3565b9150509190565b6153ad6153a66153a060405160208101907ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba8252610eb76040820188613782565b5050507fbb23594e000000000000000000000000000000000000000000000000000000009190565b5050507fd90207a3000000000000000000000000000000000000000000000000000000009190565b80151590816154be575090565b64ffffffffff915060781c161590565b91604051916020830193845260408301526060820152606081526154f360808261287a565b51902090565b612b4a9060405164ffffffffff60208201927fbcfb048c38f8d2c8ec0b8d0666001d2fc1f722a41206d7ec162eda824b8820c7845260ff8160c01c16604084015260ff8160c81c166060840152818160781c16608084015260501c1660a082015260a0815261047f60c08261287a565b939291601b7f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff84169360ff1c0160ff81116102a6576020926155cd855f94604051948594859094939260ff6060936080840197845216602083015260408201520152565b838052039060015afa15612ced575f51928360601b5f5273ffffffffffffffffffffffffffffffffffffffff60145f20941615159182615620575b5081615612575090565b90508260d01c9060d01c1490565b7f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0101591505f615608565b91909261ffff841660ff811161326f575067ffffffffffffffff169264ffffffffff84116156795750505050565b829161568e9167ffffffffffffffff94615217565b907fbb23594e000000000000000000000000000000000000000000000000000000005f526004521660245260445260645ffd5b6156ca81612a49565b906156d760208201612d8c565b906156e460408201612d9a565b916156f160608301612dbf565b6156fd60808401612dbf565b9061570a60c08501612e33565b9360e00161571790612dbf565b9260c81b79ff00000000000000000000000000000000000000000000000000169560c01b79ffff000000000000000000000000000000000000000000000000169460a01b77ffffffff0000000000000000000000000000000000000000169360781b76ffffffffffffffff000000000000000000000000000000169260501b6effffffffff00000000000000000000169160281b69ffffffffff0000000000169064ffffffffff1617171717171790565b6042906157d3615ab4565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b90604183036158335761582c9250602081013591604082359201355f1a90615bd7565b9192909190565b50505f9160029190565b60ff9060c01c16815f5280600160fe1b1760205260405f209384549360ff8560481c1603615966576a0200000000000000000000841661593d576007166001149183156158ea5750506a010000000000000000000082166158b9576158a3575b50505f90565b6a01000000000000000000001790555f8061589d565b9150505f146158c6575f90565b7fcfcc47e30000000000000000000000000000000000000000000000000000000090565b615909949350909115615936576a010000000000000000000092615c78565b15615912575f90565b7fd90207a30000000000000000000000000000000000000000000000000000000090565b5f92615c78565b50505050507f8db795910000000000000000000000000000000000000000000000000000000090565b50505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b9190823b6159d757906159a191615dce565b5060048110156139fa571591826159b757505090565b73ffffffffffffffffffffffffffffffffffffffff919250811691161490565b916020926064601f19601f855f965190604051957f1626ba7e00000000000000000000000000000000000000000000000000000000875260048701526040602487015288820190604487015e86848287010152011601915afa7f1626ba7e000000000000000000000000000000000000000000000000000000005f5114601f3d11161690565b60ff811690601f8211615a8c5760405191615a7960408461287a565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffd5b73ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016301480615bae575b15615b1c577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a081526154f360c08261287a565b507f00000000000000000000000000000000000000000000000000000000000000004614615af3565b90917f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411615c6d5790615c306020945f9493604051948594859094939260ff6060936080840197845216602083015260408201520152565b838052039060015afa15612ced575f5173ffffffffffffffffffffffffffffffffffffffff811615615c6357905f905f90565b505f906001905f90565b5050505f9160039190565b9161ffff909391931691825f52600260205260405f2090815490811580615d18575b612d20576801000000000000000082101561284d57615cc0826001810194858155612910565b81549060031b905f1989831b921b19161790558282116102a6577f4dd2b1e96fa6edf42d32344ccef329342c043da1528af456e47530879aa2b80d9360209343851b1717905563ffffffff60405191168152a3600190565b506040517f11cb448300000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115612ced575f91615d9b575b5060018091871c161415615c9a565b90506020813d602011615dc6575b81615db66020938361287a565b810103126101a157516001615d8c565b3d9150615da9565b81519190604183036158335761582c9250602082015190606060408401519301515f1a90615bd756fea2646970667358221220f2fd3223abd4437118e14879925779cb225de0c41969ab9ae31f7853ea108b1564736f6c63430008250033",
} as const;
