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
    "0x61018080604052346102b2576161ef803803809161001d82856102ca565b83398101906040818303126102b2578051906001600160a01b03821682036102b2576020810151906001600160401b0382116102b2570182601f820112156102b2578051926001600160401b0384116102b6578360051b916040519461008660208501876102ca565b85526020808601938201019182116102b257602001915b81831061029257505050604051906100b66040836102ca565b60118252602082017010dbdb9cda5b1a5d5b4810dbdb9cd95b9d607a1b8152604051926100e46040856102ca565b600184526020840192603160f81b845260805261010081610315565b6101405261010d84610315565b6101605251902091826101005251902080610120524660c0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261017760c0826102ca565b51902060a0523060e0525f5b8151811015610229576001906001600160a01b036101a182856102ed565b51166101ac81610380565b90816101e6575b50156101e05760025b828060a01b036101cc83866102ed565b51165f52600760205260405f205501610183565b816101bc565b6301ffc9a760e01b5f908152633c3d09fb60e21b60045260209250906024908290617530fa5f511515601f3d111681610221575b505f6101b3565b90505f61021a565b604051615df090816103ff82396080518181816114cf015281816151850152615d1f015260a05181615abd015260c05181615b74015260e05181615a8e01526101005181615b0c01526101205181615b3201526101405181611607015261016051816116330152f35b82516001600160a01b03811681036102b25781526020928301920161009d565b5f80fd5b634e487b7160e01b5f52604160045260245ffd5b601f909101601f19168101906001600160401b038211908210176102b657604052565b80518210156103015760209160051b010190565b634e487b7160e01b5f52603260045260245ffd5b601f815111610340576020815191015160208210610331571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fd5b6301ffc9a760e01b5f526301ffc9a760e01b60045260205f60248184617530fa5f511515601f3d1116816103f6575b50156103f1576301ffc9a760e01b5f9081526001600160e01b03196004526020916024908290617530fa5f511515601f3d1116816103eb575090565b90501590565b505f90565b90505f6103af56fe60806040526004361015610011575f80fd5b5f3560e01c806302f0c107146126e65780630b604e4b146125935780630e8bc1cd146125455780631411f38e146125005780632729e6b71461249357806333105218146124495780633acb6c8d1461236857806344d2609b1461214a578063517c79f21461212d578063572a0fe5146120b7578063576ca6e314611d755780635e83b62114611d355780636a0f7b8314611b45578063799b2d24146119095780637baf694b146117e05780637cf5cab1146116f65780637e48eda2146116dc57806384b0196e146115ef5780638844cf7a1461153e578063960abb19146114f35780639ad18765146114a35780639eea8aaa146112f3578063a0e3b21d14610f29578063bcf7fea314610df3578063bd966a0814610cb6578063c009d2ac14610bf5578063ca9d7bc814610a7e578063d31ab0221461035f578063e8e1c3c6146101d0578063f0426a9b146101a55763f26e74901461016e575f80fd5b346101a15760206003193601126101a15761ffff61018a612754565b165f526002602052602060405f2054604051908152f35b5f80fd5b346101a15760206101be6101b836612807565b916151f2565b67ffffffffffffffff60405191168152f35b346101a15760406003193601126101a1576024356004356101ef615135565b82156103375761ffff1691815f5282600160fe1b1760205260405f20908154156103075781549160ff8360481c169260ff84146102d35761025b6a020000000000000000000091835f52600360205260405f20865f5260205265030000000000431760405f2055612917565b179055600182018092116102a6577f30d63fd52f1da4dd2d8fb36419db14bda0400398e5c79a30618bb45181171c5a9160609160ff60405192168252600360208301526040820152a3005b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b85857fc0c6c654000000000000000000000000000000000000000000000000000000005f526004526024525f60445260645ffd5b50507fe8c8a387000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7fd3ebed37000000000000000000000000000000000000000000000000000000005f5260045ffd5b346101a157600319360160a081126101a1576060136101a15760643567ffffffffffffffff81116101a1576103989036906004016127d9565b60843567ffffffffffffffff81116101a1576103b89036906004016127d9565b926103c4368483612a83565b60208151910120936103d4612a63565b926040519160208301917f933ac361e11235e31397fdd0eec5224840ac9152a9058936fae469b94f75c249835261ffff61040c612754565b16604085015260243567ffffffffffffffff81168091036101a15760608501526044359264ffffffffff84168094036101a1578561048789928761048d9760807fffffffff000000000000000000000000000000000000000000000000000000009a01526080815261047f60a0826128a5565b5190206157a3565b88613868565b16928361065d578461ffff841690805f5281600160fe1b1760205260405f20805460ff8160481c168067ffffffffffffffff6104c7612e47565b1603610617575064ffffffffff6104dc612dd6565b1642116105d257156105a35780549060ff8260481c169160ff831461056e5761052490825f52600360205260405f20845f5260205265010000000000431760405f2055612917565b9055600181018091116102a65760607f30d63fd52f1da4dd2d8fb36419db14bda0400398e5c79a30618bb45181171c5a9160ff60405191168152600160208201525f6040820152a3005b5050507fc0c6c654000000000000000000000000000000000000000000000000000000005f526004526024525f60445260645ffd5b507fe8c8a387000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b64ffffffffff6105e0612dd6565b7f26d9b66c000000000000000000000000000000000000000000000000000000005f521660045264ffffffffff421660245260445ffd5b8367ffffffffffffffff9161062a612e47565b917fbb23594e000000000000000000000000000000000000000000000000000000005f526004526024521660445260645ffd5b61066992503691612a83565b907fbb23594e000000000000000000000000000000000000000000000000000000008114610a35577f26d9b66c0000000000000000000000000000000000000000000000000000000081146109fe577f4a4c792d0000000000000000000000000000000000000000000000000000000081146109ce577f882daaaa00000000000000000000000000000000000000000000000000000000811461099e577fc0c6c65400000000000000000000000000000000000000000000000000000000811461096a577f8db79591000000000000000000000000000000000000000000000000000000008114610936577fcfcc47e3000000000000000000000000000000000000000000000000000000008114610906577fd90207a30000000000000000000000000000000000000000000000000000000081146108da577fc3d9f18b0000000000000000000000000000000000000000000000000000000081146108a6577fb4c04909000000000000000000000000000000000000000000000000000000008114610879577fbd12b9da000000000000000000000000000000000000000000000000000000001461084257507ff9f6c26d000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b61084b90613020565b60601c7fbd12b9da000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b50517fb4c04909000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b827fc3d9f18b000000000000000000000000000000000000000000000000000000005f526004525f6024525f60445260645ffd5b7fd90207a3000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b827fcfcc47e3000000000000000000000000000000000000000000000000000000005f526004525f60245260445ffd5b827f8db79591000000000000000000000000000000000000000000000000000000005f526004525f6024525f60445260645ffd5b827fc0c6c654000000000000000000000000000000000000000000000000000000005f526004525f6024525f60445260645ffd5b7f882daaaa000000000000000000000000000000000000000000000000000000005f525f6004525f60245260445ffd5b7f4a4c792d000000000000000000000000000000000000000000000000000000005f525f6004525f60245260445ffd5b7f26d9b66c000000000000000000000000000000000000000000000000000000005f525f60045264ffffffffff421660245260445ffd5b67ffffffffffffffff83610a4a5f80836151f2565b907fbb23594e000000000000000000000000000000000000000000000000000000005f52600452166024525f60445260645ffd5b346101a157600319360160c081126101a1576080136101a15760843567ffffffffffffffff81116101a157610ab79036906004016127d9565b60a43567ffffffffffffffff81116101a157610ad79036906004016127d9565b91610ae3368286612a83565b60208151910120926004359061ffff8216918281036101a15760243560ff8116908181036101a1576044359067ffffffffffffffff8216938483036101a157610b2e8383838d615626565b5050506064359164ffffffffff8316918284036101a157610b7f95610b659450929060c81b9260c01b9160781b9060501b17171790565b938387610b70612a63565b610b79886154d4565b90613868565b937fffffffff00000000000000000000000000000000000000000000000000000000851615610be3575b7fffffffff000000000000000000000000000000000000000000000000000000008516610bd257005b610bdd913691612a83565b92613058565b9350610bef8383614fc1565b93610ba9565b346101a15760606003193601126101a157602435600435604435610c17615135565b81156103375761ffff1692825f5283600160fe1b1760205260405f20906a0100000000000000000000825416610c85577f1c194067815036cbb3311e24dff6cdd06e11dab2d42db8a1fcf0ff3654426e54926040925f52600460205281835f205582519182526020820152a3005b5050507fcfcc47e3000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346101a15760a06003193601126101a15760043567ffffffffffffffff81116101a157610ce7903690600401612765565b610cef612743565b91610cf8612796565b60643560843591610d08826134ae565b610d11856128ff565b95610d1f60405197886128a5565b858752610d2b866128ff565b95601f196020890197013688375f5b818110610d87578789604051918291602083019060208452518091526040830191905f5b818110610d6c575050500390f35b82511515845285945060209384019390920191600101610d5e565b8086610da2878787610d9c600197898f612a42565b356134e8565b919084808460c31c16149283610dcb575b505050610dc0828c61297d565b901515905201610d3a565b610ddd935060e81c61ffff16906154a9565b5f528160205260ff60405f205416878c80610db3565b346101a157600319360161014081126101a157610100136101a1576101043567ffffffffffffffff81116101a157610e2f9036906004016127d9565b6101243567ffffffffffffffff81116101a157610e509036906004016127d9565b91610ec8610e5f368387612a83565b6020815191012093610e7085613758565b938387610e7b612a63565b610b7960405160208101907ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba8252610eb76040820160046137ad565b610120815261047f610140826128a5565b937fffffffff00000000000000000000000000000000000000000000000000000000851615610f1a577fffffffff000000000000000000000000000000000000000000000000000000008516610bd257005b9350610bef8360a43584614384565b346101a157600319360161016081126101a157610100136101a1576101043567ffffffffffffffff81116101a157610f65903690600401612765565b906101243567ffffffffffffffff81116101a157610f879036906004016127d9565b9290916101443567ffffffffffffffff81116101a157610fab9036906004016127d9565b90831580156112e9575b6112bd57610fc4368787612a83565b6020815191012094610fd586613758565b9060405197602089017f07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff88116101a1578760051b998a8883376110266020828d81010301601f1981018352826128a5565b5190206040519560208701907f83d0340f2fc8ce34bce472153a87f888febf8cda190d50bac778205f1591d60e825260043561ffff81168091036101a157604089015260243560ff81168091036101a157606089015260443563ffffffff81168091036101a157608089015260643564ffffffffff81168091036101a15760a089015260843564ffffffffff81168091036101a15760c089015260a435968760e08a015260c4359867ffffffffffffffff8a16808b036101a15761010082015260e4359464ffffffffff86168096036101a157611124611131958f97938a938a95610120830152610140820152610140815261047f610160826128a5565b61112c612a63565b613868565b947fffffffff000000000000000000000000000000000000000000000000000000008616156112a9575b50507fffffffff00000000000000000000000000000000000000000000000000000000841661129b57505050506111d490611194612a63565b61ffff60ff617fff64ffffffffff6111aa612da7565b9560181c1616931691168690600160ff1b9392915f5260081b179060181b171760205260405f2090565b61ffff815460e81c16905f5b84811061124a5750505060607f3658323a6a3fda99ce7ab58aef31c7baf50eaf60e53c1a9c75381b261d8070c89261ffff60ff938761121d612a63565b91611226612da7565b946040519788961686526040602087015260408601528585013716958101030190a3005b8061126361125b6001938888612a42565b3585856154a9565b5f528160205260405f20827fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00825416179055016111e0565b879291610bdd913691612a83565b6112b592955084613e96565b92878a61115b565b837f7040aeaf000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5060208411610fb5565b346101a15760606003193601126101a1576004356024359060ff82168092036101a15760443591611322615135565b83156103375761ffff1692825f5283600160fe1b1760205260405f20805461136c60ff8260481c1685888890600160ff1b9392915f5260081b179060181b171760205260405f2090565b938454906113798261548c565b15611470575091604093917fc2c4490d01460642d2f362b15a93c507604247f2357caf6df10242d611135031959362ffffff808260d01c16105f146114345778300000000000000000000000000000000000000000000000007aff000000000000000000000000000000000000000000000000000060015b60d01b16914360781b171701809455600160078560c01c161461141e575b505082519182526020820152a3005b6a0200000000000000000000179055868061140f565b78300000000000000000000000000000000000000000000000007aff00000000000000000000000000000000000000000000000000005f6113f1565b87877fc3d9f18b000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b346101a1575f6003193601126101a157602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346101a15760406003193601126101a157606063ffffffff64ffffffffff61152561151c612754565b60243590612dfc565b9193906040519415158552166020840152166040820152f35b346101a15760406003193601126101a157611557612754565b6024359061ffff5f91611569846134ae565b16805f52600260205260405f2092835491600160fe1b175b82841061159357602084604051908152f35b9091926115a0848261292e565b60011c906115ae828761293b565b90549060031b1c5f52826020528364ffffffffff60405f205460201c1611155f146115e85750600181018091116102a657925b9190611581565b93506115e1565b346101a1575f6003193601126101a1576116aa61162b7f0000000000000000000000000000000000000000000000000000000000000000615a20565b6116d86116577f0000000000000000000000000000000000000000000000000000000000000000615a20565b6116b8604051916116696020846128a5565b5f83525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e0602088015260e0870190612836565b908582036040870152612836565b904660608501523060808501525f60a085015283820360c08501526127a6565b0390f35b346101a1575f6003193601126101a1576020604051818152f35b346101a15760806003193601126101a15761010061176161173e611718612743565b611720612796565b6064359161172c612d6b565b50611736836134ae565b6004356134e8565b905079ff0fffffffff0000000000ffffffffffffffffffffffffffffff16614d15565b6117de604051809260e0809164ffffffffff815116845264ffffffffff602082015116602085015264ffffffffff604082015116604085015264ffffffffff606082015116606085015263ffffffff608082015116608085015260ff60a08201511660a085015260ff60c08201511660c085015201511515910152565bf35b346101a15760206003193601126101a15760043567ffffffffffffffff81116101a157611811903690600401612765565b5f915f907ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffea181360301935b838310156118fe578260051b820135858112156101a15761185e9083016152f4565b907fffffffff00000000000000000000000000000000000000000000000000000000811661189c5750506118936001916128e4565b925b019161183c565b604080518681527fffffffff0000000000000000000000000000000000000000000000000000000092909216602083015292946001939092917f72283543036fea20e7fe5f3edff544bd9db21d7727218dce83970351ab0fc3349190a2611895565b602090604051908152f35b346101a15760206003193601126101a15760043567ffffffffffffffff81116101a157366023820112156101a15780600401359067ffffffffffffffff82116101a15736602460e08402830101116101a15790611964615135565b5f9279ffff0000000000000000000000000000000000000000000000008260c01b16935b83811015611b435760e08102820160e48101358015610337576044820191600360ff6119b385612db7565b16141580611b2d575b611af6576effffffffff00000000000000000000918160ff611aa4898c6024611aac97013597888660648298019064ffffffffff69ffffffffff000000000076ffffffffffffffff00000000000000000000000000000077ffffffff000000000000000000000000000000000000000079ff00000000000000000000000000000000000000000000000000611a82611a5388612db7565b98611a6060848901612dc5565b9c6101b8611a7c60c4611a7560a48d01612dea565b9b01612dea565b9a612db7565b9760c81b169960a01b169560781b169360281b16911617171717171796612db7565b16918561475d565b917fffffffff000000000000000000000000000000000000000000000000000000008316611adf57505050600101611988565b60405192611aee6020856128a5565b5f8452613058565b60ff611b0184612db7565b7f487d39c8000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b50600460ff611b3b85612db7565b1614156119bc565b005b346101a15760e06003193601126101a15760043560807fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc3601126101a15760a43567ffffffffffffffff81116101a157611ba39036906004016127d9565b60c49291923567ffffffffffffffff81116101a157611bc69036906004016127d9565b9190611bdb8286611bd5612a52565b876136a1565b6024359261ffff8416918285036101a15760443560ff8116938482036101a1576064359167ffffffffffffffff8316978884036101a157611c1e8483838d615626565b50506084359664ffffffffff8816918289036101a15789889484611c608e9686611cd79c8f97610b799850929060c81b9260c01b9160781b9060501b17171790565b9b611c69612a52565b956040519360208501957f5e2dd115eb0a3cfa900f6988d4482f714a27f2e08948491313201c6145026ca48752604086015261ffff611ca6612743565b16606086015260ff611cb6612796565b1660808601525060a08401525060c082015260c0815261047f60e0826128a5565b937fffffffff00000000000000000000000000000000000000000000000000000000851615611d29577fffffffff000000000000000000000000000000000000000000000000000000008516610bd257005b9350610bef8383614d9f565b346101a15760406003193601126101a15761ffff611d51612743565b166004355f52600160fe1b17602052602060ff60405f205460481c16604051908152f35b346101a15761ffff611d8636612807565b921691815f5282600160fe1b1760205260405f209160ff835460481c1691600183018093116102a6575f9460ff5f9216915b84811061205f5750601f19611de5611dcf886128ff565b97611ddd604051998a6128a5565b8089526128ff565b015f5b8181106120485750505f925f5b858110611ebd57876040518091602082016020835281518091526020604084019201905f5b818110611e28575050500390f35b91935091602061010082611eaf600194885160e0809164ffffffffff815116845264ffffffffff602082015116602085015264ffffffffff604082015116604085015264ffffffffff606082015116606085015263ffffffff608082015116608085015260ff60a08201511660a085015260ff60c08201511660c085015201511515910152565b019401910191849392611e1a565b5f828152601882901b600885901b861717600160ff1b1760205260409020805490811561203e5789905f9061ffff8460e81c16915b828110611ff1575050505090611f4e611f326001938a5f52600360205260405f20845f5260205260405f205480151580611fc2575b611f56575b50614d15565b96611f3c816128e4565b97611f47828d61297d565b528a61297d565b505b01611df5565b907fffffffffffffff0fffffffff0000000000ffffffffffffffffffffffffffffff73ffffffffff0000000000000000000000000000007ffffffffffffffff000000000000000000000000000000000000000000000000084609c1b169360781b16911617178c611f2c565b5064ffffffffff8260781c168015159081611fdf575b5015611f27565b905064ffffffffff821610158e611fd8565b6120338293949a6001935f525f60205260405f20835f5260205261201860405f2054614d15565b9b612022826128e4565b9c61202d838361297d565b5261297d565b5001908b9291611ef2565b5050600190611f50565b602090612053612d6b565b82828b01015201611de8565b5f848152601882901b600884901b851717600160ff1b1760205260409020548061208d575b50600101611db8565b61ffff9060e89892981c1690600182018092116102a6576001916120b09161292e565b9690612084565b346101a15760806003193601126101a1576120d0612754565b60243567ffffffffffffffff81116101a1576120f09036906004016127d9565b6064359167ffffffffffffffff83116101a1576020936121176121239436906004016127d9565b93909260443592612b78565b6040519015158152f35b346101a1575f6003193601126101a15760206040516207a1208152f35b346101a1576101606003193601126101a1576004356101007fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc3601126101a1576101243567ffffffffffffffff81116101a1576121ab9036906004016127d9565b91906101443567ffffffffffffffff81116101a1576121ce9036906004016127d9565b9390916121de8282611bd5612a52565b6024359261ffff8416958685036101a1576044359160ff8316958684036101a15760e4359867ffffffffffffffff8a16808b036101a1576122218b87858d615626565b61222b602461569c565b98612234612a52565b966040519360208501957f76b25c39f6b19e60567096aab14bc59a9ce0d110ee66740c8921731abe37b65b87528d604087015250606085015250608083015260643563ffffffff81168091036101a15760a083015260843564ffffffffff81168091036101a15760c083015260a43564ffffffffff81168091036101a15760e083015260c4359a8b61010084015250610120820152610104359464ffffffffff86168096036101a157610b798893836122ff986101408b960152610140815261047f610160826128a5565b947fffffffff00000000000000000000000000000000000000000000000000000000861615612353575b507fffffffff000000000000000000000000000000000000000000000000000000008516610bd257005b612361919550849084613ab6565b9385612329565b346101a15760806003193601126101a15760043567ffffffffffffffff81116101a157612399903690600401612765565b906123a2612743565b916123ab612796565b606435906123b8826134ae565b6123c1836128ff565b946123cf60405196876128a5565b838652601f196123de856128ff565b0136602088013779ff0fffffffff0000000000ffffffffffffffffffffffffffffff935f5b81811061242057604051602080825281906116d89082018b6127a6565b8086612435878787610d9c600197898f612a42565b905016612442828b61297d565b5201612403565b346101a15760206003193601126101a15760043573ffffffffffffffffffffffffffffffffffffffff81168091036101a1575f526007602052602060405f20541515604051908152f35b346101a15760606003193601126101a1576124bc6124af612754565b6044359060243590612991565b6040518091602082016020835281518091526020604084019201905f5b8181106124e7575050500390f35b82518452859450602093840193909201916001016124d9565b346101a15760406003193601126101a15761ffff61251c612743565b166004355f52600160fe1b1760205260405f205f526004602052602060405f2054604051908152f35b346101a15760606003193601126101a15760043561256860443560243583613460565b90917fffffffff000000000000000000000000000000000000000000000000000000008316611adf57005b346101a15760206003193601126101a15760043567ffffffffffffffff81116101a157366023820112156101a157806004013567ffffffffffffffff81116101a1573660248260071b840101116101a1575f91825b828410156118fe578360071b82016024810190813577ffffffff00000000000000000000ffffffffffffffffffff8116155f146126d55761263492506064608483013592013590613460565b905b7fffffffff00000000000000000000000000000000000000000000000000000000811661267357505061266a6001916128e4565b935b01926125e8565b604080518781527fffffffff0000000000000000000000000000000000000000000000000000000092909216602083015292956001939092917f72283543036fea20e7fe5f3edff544bd9db21d7727218dce83970351ab0fc3349190a261266c565b50506126e090612f66565b90612636565b346101a15760806003193601126101a1576126ff612e73565b7fffffffff00000000000000000000000000000000000000000000000000000000821661272857005b604051916127376020846128a5565b5f835260043590613058565b6024359061ffff821682036101a157565b6004359061ffff821682036101a157565b9181601f840112156101a15782359167ffffffffffffffff83116101a1576020808501948460051b0101116101a157565b6044359060ff821682036101a157565b90602080835192838152019201905f5b8181106127c35750505090565b82518452602093840193909201916001016127b6565b9181601f840112156101a15782359167ffffffffffffffff83116101a157602083818601950101116101a157565b60031960609101126101a1576004359060243561ffff811681036101a1579060443560ff811681036101a15790565b90601f19601f602080948051918291828752018686015e5f8582860101520116010190565b610100810190811067ffffffffffffffff82111761287857604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b90601f601f19910116810190811067ffffffffffffffff82111761287857604052565b67ffffffffffffffff811161287857601f01601f191660200190565b5f1981146102a65760010190565b919082039182116102a657565b67ffffffffffffffff81116128785760051b60200190565b90690100000000000000000082018092116102a657565b919082018092116102a657565b8054821015612950575f5260205f2001905f90565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b80518210156129505760209160051b010190565b61ffff90939293165f52600260205260405f2092835480831015612a3957826129b9916128f2565b80821015612a315750905b601f196129e96129d3846128ff565b936129e160405195866128a5565b8085526128ff565b01366020840137815f5b8351811015612a2a5780612a12612a0c6001938661292e565b8861293b565b90549060031b1c612a23828761297d565b52016129f3565b5093505050565b9050906129c4565b50606093505050565b91908110156129505760051b0190565b60243561ffff811681036101a15790565b60043561ffff811681036101a15790565b3561ffff811681036101a15790565b929192612a8f826128c8565b91612a9d60405193846128a5565b8294818452818301116101a1578281602093845f960137010152565b919091357fffffffffffffffffffffffffffffffffffffffff00000000000000000000000081169260148110612aed575050565b7fffffffffffffffffffffffffffffffffffffffff000000000000000000000000929350829060140360031b1b161690565b601f8260209493601f1993818652868601375f8582860101520116010190565b91612b759694959361ffff612b6293168452608060208501526080840191612b1f565b9360408201526060818503910152612b1f565b90565b939190949260148214612d555760148210612d4b57612b978287612ab9565b60601c91825f52600760205260405f205460018114612d23576002149687612bc4575b5050505050505090565b9080929394959697506014116101a1576020956014957fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec94612c3a936040519a8b998a9889987ff0f427ec000000000000000000000000000000000000000000000000000000008a520192019060048801612b3f565b03915afa908115612d18575f91612c9d575b507fffffffff00000000000000000000000000000000000000000000000000000000167ff0f427ec00000000000000000000000000000000000000000000000000000000145f808080808080612bba565b90506020813d602011612d10575b81612cb8602093836128a5565b810103126101a157517fffffffff00000000000000000000000000000000000000000000000000000000811681036101a1577fffffffff00000000000000000000000000000000000000000000000000000000612c4c565b3d9150612cab565b6040513d5f823e3d90fd5b50612d3d91949550612d4593925095612b75963691612a83565b933691612a83565b91614b6f565b5050505050505f90565b92935090612d3d612b7595612d45933691612a83565b60405190612d788261285b565b5f60e0838281528260208201528260408201528260608201528260808201528260a08201528260c08201520152565b60243560ff811681036101a15790565b3560ff811681036101a15790565b3563ffffffff811681036101a15790565b60443564ffffffffff811681036101a15790565b3564ffffffffff811681036101a15790565b61ffff915f5216600160fe1b1760205260405f20548015612e3e575f1963ffffffff8216019163ffffffff83116102a65764ffffffffff6001939260201c1690565b505f905f905f90565b60243567ffffffffffffffff811681036101a15790565b3567ffffffffffffffff811681036101a15790565b6004359060243591612f29612f1b6101206040517ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba815260ff8560c01c16602082015260ff8560c81c16604082015263ffffffff8560a01c16606082015264ffffffffff8516608082015264ffffffffff8560281c1660a08201528660c082015264ffffffffff8560781c1660e082015264ffffffffff8560501c16610100820152206157a3565b606435906044359084615544565b93819415612f3e57612f3a92614384565b9190565b5050507ff9f6c26d000000000000000000000000000000000000000000000000000000009190565b908135612f2960208401359361300f6101206040517ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba815260ff8660c01c16602082015260ff8660c81c16604082015263ffffffff8660a01c16606082015264ffffffffff8616608082015264ffffffffff8660281c1660a08201528760c082015264ffffffffff8660781c1660e082015264ffffffffff8660501c16610100820152206157a3565b604060608301359201359084615544565b90602082519201517fffffffffffffffffffffffffffffffffffffffff00000000000000000000000081169260148110612aed575050565b92919260ff8260c01c167fffffffff0000000000000000000000000000000000000000000000000000000060ff8460c81c169216927fbb23594e00000000000000000000000000000000000000000000000000000000841461340e577f26d9b66c0000000000000000000000000000000000000000000000000000000084146133cd577f4a4c792d000000000000000000000000000000000000000000000000000000008414613391577f882daaaa00000000000000000000000000000000000000000000000000000000841461335857507fc0c6c654000000000000000000000000000000000000000000000000000000008314613326577f8db795910000000000000000000000000000000000000000000000000000000083146132f4577fcfcc47e30000000000000000000000000000000000000000000000000000000083146132c5577fd90207a300000000000000000000000000000000000000000000000000000000831461329a577fc3d9f18b0000000000000000000000000000000000000000000000000000000083146132685750507fb4c04909000000000000000000000000000000000000000000000000000000008114610879577fbd12b9da000000000000000000000000000000000000000000000000000000001461084257507ff9f6c26d000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b847fc3d9f18b000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b7fd90207a3000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b847fcfcc47e3000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b847f8db79591000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b847fc0c6c654000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b63ffffffff90837f882daaaa000000000000000000000000000000000000000000000000000000005f5260045260a01c1660245260445ffd5b64ffffffffff907f4a4c792d000000000000000000000000000000000000000000000000000000005f5281811660045260281c1660245260445ffd5b64ffffffffff907f26d9b66c000000000000000000000000000000000000000000000000000000005f5260501c1660045264ffffffffff421660245260445ffd5b67ffffffffffffffff866134298564ffffffffff95836151f2565b907fbb23594e000000000000000000000000000000000000000000000000000000005f526004521660245260781c1660445260645ffd5b92916134759161346f856154d4565b85615544565b908093911561348757612f3a91614fc1565b50507ff9f6c26d000000000000000000000000000000000000000000000000000000009190565b438110156134b95750565b7fe2f9b4c9000000000000000000000000000000000000000000000000000000005f526004524360245260445ffd5b9061ffff16815f5280600160fe1b1760205260405f20925f9360ff815460481c16905b81861061364f5750509060ff61353e949392169190600160ff1b9392915f5260081b179060181b171760205260405f2090565b9182549182156135f8578064ffffffffff8460501c16116135b8575b64ffffffffff8360781c1683151591826135a2575b82613583575b50501561357e57565b5f9150565b81159250908215613598575b50505f80613575565b1190505f8061358f565b80925064ffffffffff8560501c1611159161356f565b9161ffff5f9160e81c165b8082106135fe575080156135f857835f525f60205260405f20905f1981019081116102a6575f5260205260405f20549161355a565b505f9150565b90613609828261292e565b60011c90855f525f60205260405f20825f526020528464ffffffffff60405f205460501c1611155f146136485750600181018091116102a657906135c3565b91506135c3565b909461365b868261292e565b60011c90825f52600360205260405f20825f526020528764ffffffffff60405f20541611155f1461369a5750600181018091116102a657945b9061350b565b9550613694565b9061ffff1691815f5282600160fe1b1760205260405f20936a010000000000000000000085541661372857906136d8913691612a83565b60208151910120925f5260046020528260405f2054036136f757505050565b7f9210b56d000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b50507fcfcc47e3000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b60043561ffff811681036101a15760243560ff811681036101a15760c4359167ffffffffffffffff831683036101a15761379193615626565b612b75600461569c565b359064ffffffffff821682036101a157565b803561ffff811681036101a15761ffff168252602081013560ff811681036101a15760ff166020830152604081013563ffffffff81168091036101a157604083015264ffffffffff6138016060830161379b565b16606083015264ffffffffff6138196080830161379b565b16608083015260a081013560a083015260c081013567ffffffffffffffff811681036101a15761386260e0809367ffffffffffffffff64ffffffffff941660c08701520161379b565b16910152565b91929460148610613a8c5761387d8685612ab9565b60601c60148703613a52576138938287856157e4565b506004811015613a25578290159182613a05575b50506139fa573b156139d0575b6207e7305a1061399d576020946138f99260405197889687967f572a0fe500000000000000000000000000000000000000000000000000000000885260048801612b3f565b0381306207a120fa5f9181613960575b5061393357507ff9f6c26d0000000000000000000000000000000000000000000000000000000090565b1561393c575f90565b7ff9f6c26d0000000000000000000000000000000000000000000000000000000090565b9091506020813d602011613995575b8161397c602093836128a5565b810103126101a1575180151581036101a157905f613909565b3d915061396f565b5a7fe159f492000000000000000000000000000000000000000000000000000000005f526004526207e73060245260445ffd5b5050505050507ff9f6c26d0000000000000000000000000000000000000000000000000000000090565b505050505050505f90565b73ffffffffffffffffffffffffffffffffffffffff16149050815f6138a7565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b5f52600760205260405f20546138b4575050505050507fbd12b9da0000000000000000000000000000000000000000000000000000000090565b5050505050507fb4c049090000000000000000000000000000000000000000000000000000000090565b919061ffff8360901c1690617fff821660ff8560c01c169460ff8160c81c1691613afc8184898990600160ff1b9392915f5260081b179060181b171760205260405f2090565b9485549162ffffff8360d01c16948562ffffff8660781c1603613e685764ffffffffff8560501c164211613e3a5764ffffffffff8560281c1664ffffffffff8616811190811591613e2f575b50613e0157158015613df0575b613dc3576002613b66918986615818565b7fffffffff000000000000000000000000000000000000000000000000000000008116613db757507fff000000000000000000000000000000000000000000000000000000000000009060f81b167a010000000000000000000000000000000000000000000000000000179281613c51575b5050927802000000000000000000000000000000000000000000000000604093927f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b969579ff00ffffffff00000000000000000000ffffffffffffffffffff4360501b911617171780915582519182526020820152a35f90565b62ffffff919592949350148015613da7575b613d7d57600160078560c01c16145f14613ca1575050505050507fcfcc47e30000000000000000000000000000000000000000000000000000000090565b78020000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9697613d298161548c565b15613d775778200000000000000000000000000000000000000000000000004360781b8217175b865f525f602052885f2061ffff8360e81c165f52602052885f205516019394509194613bd8565b80613d50565b5050505050507fc0c6c6540000000000000000000000000000000000000000000000000000000090565b5061ffff808560e81c1614613c63565b97505050505050505090565b5050505050505050507f882daaaa0000000000000000000000000000000000000000000000000000000090565b5063ffffffff8460a01c1615613b55565b505050505050505050507f4a4c792d0000000000000000000000000000000000000000000000000000000090565b90504210155f613b48565b505050505050505050507f26d9b66c0000000000000000000000000000000000000000000000000000000090565b505050505050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b90915f928260781c61ffff8460901c1690617fff82169460ff8160c01c169560ff8260c81c16613ee282828a8a90600160ff1b9392915f5260081b179060181b171760205260405f2090565b9485549262ffffff8460d01c16928362ffffff8816036143545764ffffffffff8660501c1642116143245764ffffffffff8660281c1664ffffffffff8716811190811591614319575b506142e9571580156142d8575b6142a95783159586156142a05764ffffffffff1664800000000014155b61425d575b507fff000000000000000000000000000000000000000000000000000000000000009060f81b167a01000000000000000000000000000000000000000000000000000017931561401d575b50509178090000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96949260409479ff00ffffffff00000000000000000000ffffffffffffffffffff4360501b911617171780915582519182526020820152a390565b62ffffff919593509791939714801561424d575b61422257600160078560c01c16145f1461415f57505f956003600f8560c41c16146141345778090000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96975b6140df8161548c565b1561412e5778200000000000000000000000000000000000000000000000004360781b8217175b868d528c602052888d208d61ffff8460e81c169052602052888d205516019395509193613fa5565b80614106565b505050505050507f8db795910000000000000000000000000000000000000000000000000000000090565b9578090000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9697895f528a600160fe1b17602052875f2080546a010000000000000000000081161561420c575b50506140d6565b6a01000000000000000000001790555f80614205565b505050505050507fc0c6c6540000000000000000000000000000000000000000000000000000000090565b5061ffff808560e81c1614614031565b600961426a918a87615818565b7fffffffff00000000000000000000000000000000000000000000000000000000811615613f5a57995050505050505050505090565b50801515613f55565b50505050505050505050507f882daaaa0000000000000000000000000000000000000000000000000000000090565b5063ffffffff8560a01c1615613f38565b5050505050505050505050507f4a4c792d0000000000000000000000000000000000000000000000000000000090565b90504210155f613f2b565b5050505050505050505050507f26d9b66c0000000000000000000000000000000000000000000000000000000090565b5050505050505050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b90915f928260781c61ffff8460901c1690617fff82169460ff8160c01c169560ff8260c81c166143d082828a8a90600160ff1b9392915f5260081b179060181b171760205260405f2090565b9485549262ffffff8460d01c16928362ffffff8816036143545764ffffffffff8660501c1642116143245764ffffffffff8660281c1664ffffffffff8716811190811591614752575b506142e957158015614741575b6142a95783159586156147385764ffffffffff1664800000000014155b6146f5575b507fff000000000000000000000000000000000000000000000000000000000000009060f81b167a01000000000000000000000000000000000000000000000000000017931561450b575b50509178010000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96949260409479ff00ffffffff00000000000000000000ffffffffffffffffffff4360501b911617171780915582519182526020820152a390565b62ffffff91959350979193971480156146e5575b61422257600160078560c01c16145f1461462257505f956003600f8560c41c16146141345778010000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96975b6145cd8161548c565b1561461c5778200000000000000000000000000000000000000000000000004360781b8217175b868d528c602052888d208d61ffff8460e81c169052602052888d205516019395509193614493565b806145f4565b9578010000000000000000000000000000000000000000000000006040937d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000007f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9697895f528a600160fe1b17602052875f2080546a01000000000000000000008116156146cf575b50506145c4565b6a01000000000000000000001790555f806146c8565b5061ffff808560e81c161461451f565b6001614702918a87615818565b7fffffffff0000000000000000000000000000000000000000000000000000000081161561444857995050505050505050505090565b50801515614443565b5063ffffffff8560a01c1615614426565b90504210155f614419565b908160781c61ffff8360901c1694617fff86169060ff8560c01c169660ff8660c81c16926147a781858b8b90600160ff1b9392915f5260081b179060181b171760205260405f2090565b9485549262ffffff8460d01c16958662ffffff8416036143545764ffffffffff8a60501c1642116143245764ffffffffff8a60281c1664ffffffffff8b16811190811591614b64575b506142e957158015614b53575b6142a95784600160078216149384938415908196614b2d575b50614ae4575b50507fff000000000000000000000000000000000000000000000000000000000000009060f81b167a0100000000000000000000000000000000000000000000000000001794836148ce575b50505050907f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b9694604094939260c01b9079ff00ffffffff00000000000000000000ffffffffffffffffffff4360501b911617171780915582519182526020820152a35f90565b62ffffff91929397969550148015614ad4575b614aa757600160078760c01c16145f146149f757506149cc576003600f8560c41c1614614134577f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b96947d0100000100000000000000000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000006040965b6149778161548c565b156149c65778200000000000000000000000000000000000000000000000004360781b8217175b865f525f602052885f2061ffff8360e81c165f52602052885f2055160192939481965f614868565b8061499e565b505050505050507fcfcc47e30000000000000000000000000000000000000000000000000000000090565b7f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b969691507fffffffffffff00000000000000000000000000000000000000000000000000006040967d010000010000000000000000000000000000000000000000000000000000921561496e57895f528a600160fe1b17602052875f2080546a0100000000000000000000811615614a91575b505061496e565b6a01000000000000000000001790555f80614a8a565b5050505050505050507fc0c6c6540000000000000000000000000000000000000000000000000000000090565b5061ffff808760e81c16146148e1565b90614af0918c8c615818565b7fffffffff000000000000000000000000000000000000000000000000000000008116614b1e57859061481c565b9a505050505050505050505090565b905086614b4a5764ffffffffff1664800000000014155b5f614816565b50801515614b44565b5063ffffffff8960a01c16156147fd565b90504210155f6147f0565b80519192916014811015614b8557505050505f90565b60148103614ba3575091614b9b612b7593613020565b60601c615952565b5f93614c8d8594614bb385613020565b60601c948460141085601418028518946020614bcf87836128f2565b9680614bf3614bdd8a6128c8565b99614beb6040519b8c6128a5565b808b526128c8565b93601f19848b01950136863703930101905e614c7f604051938492614c4a60208501977f024ad318000000000000000000000000000000000000000000000000000000008952606060248701526084860190612836565b9160448501527fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc848303016064850152612836565b03601f1981018352826128a5565b51915afa3d15614d0e573d614ca1816128c8565b90614caf60405192836128a5565b81523d5f602083013e5b81614d00575b81614cc8575090565b90506020818051810103126101a157602001517f024ad318000000000000000000000000000000000000000000000000000000001490565b905060208151101590614cbf565b6060614cb9565b614d1d612d6b565b50600f8160c41c166001808360c31c161490600760405193614d3e8561285b565b64ffffffffff8116855264ffffffffff8160281c16602086015264ffffffffff8160501c16604086015264ffffffffff8160781c16606086015263ffffffff8160a01c16608086015260c01c1660a084015260c0830152151560e082015290565b9061ffff8260901c16647fff000000617fff821660ff8560c01c1694614de78260ff8360c81c16888890600160ff1b9392915f5260081b179060181b171760205260405f2090565b9182549462ffffff8660d01c1694859160181b161764ffffffffff8360781c1603614f96578015159081614f74575b50614f4a5760501c64ffffffffff164211614f2157614e348361548c565b15614ef8577f05dca7a0342bd911323205a0ff999355fed87395d3a3fcac5e4d01334a9d13d39262ffffff602093105f14614ebc5778400000000000000000000000000000000000000000000000007aff000000000000000000000000000000000000000000000000000060015b60d01b16914360781b171701809155604051908152a35f90565b78400000000000000000000000000000000000000000000000007aff00000000000000000000000000000000000000000000000000005f614ea2565b50505050507fc3d9f18b0000000000000000000000000000000000000000000000000000000090565b50505050507f26d9b66c0000000000000000000000000000000000000000000000000000000090565b5050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b9050855f5286600160fe1b1760205260ff60405f205460481c1614155f614e16565b505050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b9061ffff8260901c16647fff000000617fff821660ff8560c01c16946150098260ff8360c81c16888890600160ff1b9392915f5260081b179060181b171760205260405f2090565b9182549462ffffff8660d01c1694859160181b161764ffffffffff8360781c1603614f96578015159081615113575b50614f4a5760501c64ffffffffff164211614f21576150568361548c565b15614ef8577f05dca7a0342bd911323205a0ff999355fed87395d3a3fcac5e4d01334a9d13d39262ffffff602093105f146150d7574360781b177810000000000000000000000000000000000000000000000000177a0100000000000000000000000000000000000000000000000000000190819055604051908152a35f90565b78100000000000000000000000000000000000000000000000007aff00000000000000000000000000000000000000000000000000005f614ea2565b9050855f5286600160fe1b1760205260ff60405f205460481c1614155f615038565b6040517f6925da900000000000000000000000000000000000000000000000000000000081523360048201526001602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115612d18575f916151b8575090565b90506020813d6020116151ea575b816151d3602093836128a5565b810103126101a1575161ffff811681036101a15790565b3d91506151c6565b9060ff9261ffff61523c921692805f5283600160fe1b1760205260405f205493858560481c16958693169190600160ff1b9392915f5260081b179060181b171760205260405f2090565b54918215908161528d575b5080615277575b1561525f5750648000000000919050565b60301c63ff0000001660d09190911c62ffffff161790565b506a01000000000000000000008116151561524e565b9050155f615247565b9035907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1813603018212156101a1570180359067ffffffffffffffff82116101a1576020019181360383136101a157565b3580151581036101a15790565b906020820191610120810161531361530c8284615296565b3691612a83565b602081519101209360ff61ffff61532983612a74565b16116154645764ffffffffff67ffffffffffffffff61534a60e08601612e5e565b161161543c578061535d61539f9261569c565b92615367856152e7565b156153fb5761538861538161537b866154d4565b93612a74565b9186615296565b90615397610140880188615296565b949093613868565b7fffffffff0000000000000000000000000000000000000000000000000000000081166153f45750928092936153d4836152e7565b156153e6576153e39250614fc1565b91565b60c06153e393013590614384565b9150509190565b61538861538161537b60405160208101907ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba8252610eb760408201886137ad565b5050507fbb23594e000000000000000000000000000000000000000000000000000000009190565b5050507fd90207a3000000000000000000000000000000000000000000000000000000009190565b8015159081615499575090565b64ffffffffff915060781c161590565b91604051916020830193845260408301526060820152606081526154ce6080826128a5565b51902090565b612b759060405164ffffffffff60208201927fbcfb048c38f8d2c8ec0b8d0666001d2fc1f722a41206d7ec162eda824b8820c7845260ff8160c01c16604084015260ff8160c81c166060840152818160781c16608084015260501c1660a082015260a0815261047f60c0826128a5565b939291601b7f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff84169360ff1c0160ff81116102a6576020926155a8855f94604051948594859094939260ff6060936080840197845216602083015260408201520152565b838052039060015afa15612d18575f51928360601b5f5273ffffffffffffffffffffffffffffffffffffffff60145f209416151591826155fb575b50816155ed575090565b90508260d01c9060d01c1490565b7f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0101591505f6155e3565b91909261ffff841660ff811161329a575067ffffffffffffffff169264ffffffffff84116156545750505050565b82916156699167ffffffffffffffff946151f2565b907fbb23594e000000000000000000000000000000000000000000000000000000005f526004521660245260445260645ffd5b6156a581612a74565b906156b260208201612db7565b906156bf60408201612dc5565b916156cc60608301612dea565b6156d860808401612dea565b906156e560c08501612e5e565b9360e0016156f290612dea565b9260c81b79ff00000000000000000000000000000000000000000000000000169560c01b79ffff000000000000000000000000000000000000000000000000169460a01b77ffffffff0000000000000000000000000000000000000000169360781b76ffffffffffffffff000000000000000000000000000000169260501b6effffffffff00000000000000000000169160281b69ffffffffff0000000000169064ffffffffff1617171717171790565b6042906157ae615a77565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b906041830361580e576158079250602081013591604082359201355f1a90615b9a565b9192909190565b50505f9160029190565b60ff9060c01c16815f5280600160fe1b1760205260405f209384549360ff8560481c168103614f4a5715158061593c575b615913576007166001149183156158c05750506a0100000000000000000000821661588f57615879575b50505f90565b6a01000000000000000000001790555f80615873565b9150505f1461589c575f90565b7fcfcc47e30000000000000000000000000000000000000000000000000000000090565b6158df94935090911561590c576a010000000000000000000092615c3b565b156158e8575f90565b7fd90207a30000000000000000000000000000000000000000000000000000000090565b5f92615c3b565b50505050507f8db795910000000000000000000000000000000000000000000000000000000090565b506a020000000000000000000084161515615849565b9190823b61599a579061596491615d91565b506004811015613a255715918261597a57505090565b73ffffffffffffffffffffffffffffffffffffffff919250811691161490565b916020926064601f19601f855f965190604051957f1626ba7e00000000000000000000000000000000000000000000000000000000875260048701526040602487015288820190604487015e86848287010152011601915afa7f1626ba7e000000000000000000000000000000000000000000000000000000005f5114601f3d11161690565b60ff811690601f8211615a4f5760405191615a3c6040846128a5565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffd5b73ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016301480615b71575b15615adf577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a081526154ce60c0826128a5565b507f00000000000000000000000000000000000000000000000000000000000000004614615ab6565b90917f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411615c305790615bf36020945f9493604051948594859094939260ff6060936080840197845216602083015260408201520152565b838052039060015afa15612d18575f5173ffffffffffffffffffffffffffffffffffffffff811615615c2657905f905f90565b505f906001905f90565b5050505f9160039190565b9161ffff909391931691825f52600260205260405f2090815490811580615cdb575b612d4b576801000000000000000082101561287857615c8382600181019485815561293b565b81549060031b905f1989831b921b19161790558282116102a6577f4dd2b1e96fa6edf42d32344ccef329342c043da1528af456e47530879aa2b80d9360209343851b1717905563ffffffff60405191168152a3600190565b506040517f11cb448300000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115612d18575f91615d5e575b5060018091871c161415615c5d565b90506020813d602011615d89575b81615d79602093836128a5565b810103126101a157516001615d4f565b3d9150615d6c565b815191906041830361580e576158079250602082015190606060408401519301515f1a90615b9a56fea26469706673582212206ff6b8a5248b9192fb101bb91abdac3e4e6927973581e4eb5297798b3a8bc4f064736f6c63430008250033",
} as const;
