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
      "inputs": [],
      "name": "EIP712DomainChanged",
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
      "name": "isValidContractSignature",
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
    "0x610180806040523461024b57613448803803809161001d8285610263565b833981019060408183031261024b578051906001600160a01b038216820361024b576020810151906001600160401b03821161024b570182601f8201121561024b578051926001600160401b03841161024f578360051b91604051946100866020850187610263565b855260208086019382010191821161024b57602001915b81831061022b575050506040516100b5604082610263565b6011815260208101907010dbdb9cda5b1a5d5b4810dbdb9cd95b9d607a1b8252604051916100e4604084610263565b600183526020830191603160f81b83526100fd81610286565b6101205261010a84610286565b61014052519020918260e05251902080610100524660a0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261017360c082610263565b5190206080523060c052610160525f5b81518110156101bb57600190818060a01b0360208260051b85010151165f52600660205260405f208260ff1982541617905501610183565b60405161315690816102f2823960805181612f89015260a05181613046015260c05181612f5a015260e05181612fd801526101005181612ffe01526101205181610776015261014051816107a20152610160518181816103f00152818161061201528181611a0b0152611fe00152f35b82516001600160a01b038116810361024b5781526020928301920161009d565b5f80fd5b634e487b7160e01b5f52604160045260245ffd5b601f909101601f19168101906001600160401b0382119082101761024f57604052565b601f8151116102b15760208151910151602082106102a2571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe60806040526004361015610011575f80fd5b5f3560e01c80632729e6b714610d0a5780633310521814610cbd5780633acb6c8d14610bee578063517c79f214610bd1578063576ca6e314610b085780637baf694b1461091c5780637cf5cab11461084b57806384b0196e1461075e5780638844cf7a14610681578063960abb19146106365780639ad18765146105e65780639eea8aaa1461037f578063bcf7fea314610236578063c4df0194146101b2578063ca9d7bc81461014b578063f0426a9b1461010b5763f26e7490146100d4575f80fd5b346101075760206003193601126101075761ffff6100f0610d77565b165f526004602052602060405f2054604051908152f35b5f80fd5b346101075761012d61011c36610e1d565b915f5260081b1760205260405f2090565b5f526002602052602062ffffff60405f205460d01c16604051908152f35b3461010757600319360160c08112610107576080136101075760843567ffffffffffffffff811161010757610184903690600401610e71565b60a4359167ffffffffffffffff8311610107576101a86101b0933690600401610e71565b9290916112df565b005b346101075760606003193601126101075760043567ffffffffffffffff8111610107576101e3903690600401610e71565b6044359167ffffffffffffffff83116101075761022261022c9261021a6102106020963690600401610e71565b9490923691611215565b923691611215565b906024359061296e565b6040519015158152f35b3461010757600319360161014081126101075761010013610107576101043567ffffffffffffffff811161010757610272903690600401610e71565b906101243567ffffffffffffffff8111610107576102976102b5913690600401610e71565b6102a5929192368686611215565b60208151910120928585856115f2565b7fffffffff0000000000000000000000000000000000000000000000000000000081166102de57005b604051906102eb82610ef5565b6102f3610d77565b82526102fd610dda565b602083015260443563ffffffff8116810361010757604083015260643564ffffffffff8116810361010757606083015260843564ffffffffff8116810361010757608083015260a43560a083015260c43567ffffffffffffffff811681036101075760c083015260e43564ffffffffff811681036101075760e08301526124c2565b346101075760606003193601126101075760043561039b610dda565b90604435604051907f6925da900000000000000000000000000000000000000000000000000000000082523360048301526001602483015260208260448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9182156105db575f9261059c575b5080156105745761043d8483855f5260081b1760205260405f2090565b93845f52600260205260405f2054906104558261243f565b1561053957507fc2c4490d01460642d2f362b15a93c507604247f2357caf6df10242d611135031926040926104e161ffff9362ffffff808260d01c16105f146104fd5778300000000000000000000000000000000000000000000000007aff000000000000000000000000000000000000000000000000000060015b60d01b16914360781b1717610f69565b965f52600260205286845f2055835196875260208701521693a3005b78300000000000000000000000000000000000000000000000007aff00000000000000000000000000000000000000000000000000005f6104d1565b60ff9061ffff85877fc3d9f18b000000000000000000000000000000000000000000000000000000005f52600452166024521660445260645ffd5b7fd3ebed37000000000000000000000000000000000000000000000000000000005f5260045ffd5b9091506020813d6020116105d3575b816105b860209383610f2e565b81010312610107575161ffff81168103610107579084610420565b3d91506105ab565b6040513d5f823e3d90fd5b34610107575f60031936011261010757602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461010757604060031936011261010757606063ffffffff64ffffffffff61066861065f610d77565b6024359061128f565b9193906040519415158552166020840152166040820152f35b346101075760406003193601126101075761069a610d77565b6024359061ffff5f916106ac846113f7565b1691825f52600460205260405f20908154915b8284106106d157602084604051908152f35b9091926106de8482610f69565b60011c90855f52600560205260405f206106f88385610f76565b90549060031b1c5f526020528360405f205460201c11155f1461075757506001810180911161072a57925b91906106bf565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b9350610723565b34610107575f6003193601126101075761081961079a7f0000000000000000000000000000000000000000000000000000000000000000612dea565b6108476107c67f0000000000000000000000000000000000000000000000000000000000000000612dea565b610827604051916107d8602084610f2e565b5f83525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e0602088015260e0870190610e4c565b908582036040870152610e4c565b904660608501523060808501525f60a085015283820360c0850152610dea565b0390f35b346101075760806003193601126101075760e06108aa6108a561086c610d88565b6108a0610877610dca565b6064359261088361107d565b5061088d846113f7565b6004355f5260081b1760205260405f2090565b611431565b611568565b61091a604051809260ff60c0809264ffffffffff815116855264ffffffffff602082015116602086015264ffffffffff604082015116604086015264ffffffffff606082015116606086015263ffffffff60808201511660808601528260a08201511660a0860152015116910152565bf35b346101075760206003193601126101075760043567ffffffffffffffff81116101075761094d903690600401610d99565b5f5f927ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffea181360301915b83851015610afd578460051b820135838112156101075782016101208101906109aa6109a383836111a8565b3691611215565b602081519101209181358015158103610107577fffffffff0000000000000000000000000000000000000000000000000000000092849115610ace5791610a6e83610a606109fd6020610a76970161124b565b9364ffffffffff610a106040850161125a565b67ffffffffffffffff610a2560e08701611268565b60ff610a34610100890161127d565b9361ffff6040519b610a458d610eac565b168b521660208a0152166040880152166060860152826111a8565b9290916101408101906111a8565b9490936121e5565b1680610a945750505f19811461072a576001809101945b0193610977565b907f72283543036fea20e7fe5f3edff544bd9db21d7727218dce83970351ab0fc334604060019498938151908582526020820152a2610a8d565b60209150610adf610af893826111a8565b9086610aef6101408501856111a8565b95909401611be1565b610a76565b602090604051908152f35b3461010757610b1f610b1936610e1d565b916110b3565b6040518091602082016020835281518091526020604084019201905f5b818110610b4a575050500390f35b91935091602060e082610bc3600194885160ff60c0809264ffffffffff815116855264ffffffffff602082015116602086015264ffffffffff604082015116604086015264ffffffffff606082015116606086015263ffffffff60808201511660808601528260a08201511660a0860152015116910152565b019401910191849392610b3c565b34610107575f6003193601126101075760206040516207a1208152f35b346101075760806003193601126101075760043567ffffffffffffffff811161010757610c1f903690600401610d99565b610c27610d88565b610c2f610dca565b60643591610c3c836113f7565b610c4584610f51565b94610c536040519687610f2e565b848652601f19610c6286610f51565b013660208801375f5b85811015610ca757600190610c96866108a087878560051b8801355f5260081b1760205260405f2090565b610ca0828a610fb8565b5201610c6b565b604051602080825281906108479082018a610dea565b346101075760206003193601126101075760043573ffffffffffffffffffffffffffffffffffffffff8116809103610107575f526006602052602060ff60405f2054166040519015158152f35b3461010757606060031936011261010757610d33610d26610d77565b6044359060243590610fcc565b6040518091602082016020835281518091526020604084019201905f5b818110610d5e575050500390f35b8251845285945060209384019390920191600101610d50565b6004359061ffff8216820361010757565b6024359061ffff8216820361010757565b9181601f840112156101075782359167ffffffffffffffff8311610107576020808501948460051b01011161010757565b6044359060ff8216820361010757565b6024359060ff8216820361010757565b90602080835192838152019201905f5b818110610e075750505090565b8251845260209384019390920191600101610dfa565b6003196060910112610107576004359060243561ffff81168103610107579060443560ff811681036101075790565b90601f19601f602080948051918291828752018686015e5f8582860101520116010190565b9181601f840112156101075782359167ffffffffffffffff8311610107576020838186019501011161010757565b9190820391821161072a57565b6080810190811067ffffffffffffffff821117610ec857604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b610100810190811067ffffffffffffffff821117610ec857604052565b60e0810190811067ffffffffffffffff821117610ec857604052565b90601f601f19910116810190811067ffffffffffffffff821117610ec857604052565b67ffffffffffffffff8111610ec85760051b60200190565b9190820180921161072a57565b8054821015610f8b575f5260205f2001905f90565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b8051821015610f8b5760209160051b010190565b61ffff90939293165f52600460205260405f20928354808310156110745782610ff491610e9f565b8082101561106c5750905b601f1961102461100e84610f51565b9361101c6040519586610f2e565b808552610f51565b01366020840137815f5b8351811015611065578061104d61104760019386610f69565b88610f76565b90549060031b1c61105e8287610fb8565b520161102e565b5093505050565b905090610fff565b50606093505050565b6040519061108a82610f12565b5f60c0838281528260208201528260408201528260608201528260808201528260a08201520152565b906110c992915f5260081b1760205260405f2090565b805f52600260205260405f20549182156111a0578260e81c6001810180821161072a57601f196111116110fb83610f51565b926111096040519485610f2e565b808452610f51565b015f5b81811061118957505080935f5b83811061114b575050611138611148939495611568565b6111428383610fb8565b52610fb8565b50565b600190825f52600360205260405f20815f5260205261116d60405f2054611568565b6111778286610fb8565b526111828185610fb8565b5001611121565b60209061119461107d565b82828601015201611114565b915050606090565b9035907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe181360301821215610107570180359067ffffffffffffffff82116101075760200191813603831361010757565b67ffffffffffffffff8111610ec857601f01601f191660200190565b929192611221826111f9565b9161122f6040519384610f2e565b829481845281830111610107578281602093845f960137010152565b3561ffff811681036101075790565b3560ff811681036101075790565b3567ffffffffffffffff811681036101075790565b3564ffffffffff811681036101075790565b61ffff165f52600560205260405f20905f5260205260405f205480156112d6575f1963ffffffff8216019163ffffffff831161072a5764ffffffffff6001939260201c1690565b505f905f905f90565b929190936112ee368686611215565b60208151910120926080600319360112610107576040519061130f82610eac565b6004359361ffff851694858103610107578084526024359260ff841696878503610107578460208701526044359067ffffffffffffffff821696878303610107578260408201526064359364ffffffffff851696878603610107578e8e8e8589606061137c9801526121e5565b977fffffffff000000000000000000000000000000000000000000000000000000008916156113e85750604051986113b38a610ef5565b5f60408b0181905260608b0181905260808b0181905260a08b015260208a0152885250505060e08501525060c08301526124c2565b9b505050505050505050505050565b438110156114025750565b7fe2f9b4c9000000000000000000000000000000000000000000000000000000005f526004524360245260445ffd5b805f52600260205260405f205490811561150f578264ffffffffff8360501c16116114d4575b509064ffffffffff8260781c1682151591826114be575b8261149f575b50501561149a5779ff0fffffffff0000000000ffffffffffffffffffffffffffffff1690565b505f90565b811592509082156114b4575b50505f80611474565b1190505f806114ab565b80925064ffffffffff8460501c1611159161146e565b5f9160e81c5b8083106115165750811561150f575f52600360205260405f20905f19810190811161072a575f5260205260405f20545f611457565b5050505f90565b916115218382610f69565b60011c90825f52600360205260405f20825f526020528464ffffffffff60405f205460501c1611155f1461156157506001810180911161072a57916114da565b92506114da565b61157061107d565b50600f8160c41c16600f6040519261158784610f12565b64ffffffffff8116845264ffffffffff8160281c16602085015264ffffffffff8160501c16604085015264ffffffffff8160781c16606085015263ffffffff8160a01c16608085015260c01c1660a083015260c082015290565b3563ffffffff811681036101075790565b92909391936004359061ffff821682036101075760ff602435169081602435036101075761162e60243584885f5260081b1760205260405f2090565b96875f52600260205260405f20549162ffffff8360d01c169660c43567ffffffffffffffff81168082036101075789915003611bb35760e43564ffffffffff81169081810361010757504211611b855764ffffffffff608435169485608435141595866101075764ffffffffff60643516606435036101075764ffffffffff60643516811190811591611b77575b50611b4857158015611b2e575b611b005762ffffff8814611ad2576003600f8560c41c1614611aa45783159687158098611a81575b159384806119b9575b611989576117439361173e6101206040517ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba81526101006004602083013720612da9565b612b37565b7fffffffff00000000000000000000000000000000000000000000000000000000811661197d57506118d2575b5f9361186d575b506001840180941161072a57610107576044359063ffffffff82168203610107577f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b969378010000000000000000000000000000000000000000000000008360409561ffff955060e81b9260d01b9077ffffffff000000000000000000000000000000000000000079ff0000000000000000000000000000000000000000000000000060243560c81b169160a01b164360501b69ffffffffff000000000060843560281b1664ffffffffff6064351617171717171717955f52600260205285835f205582519560a435875260208701521693a35f90565b80935060e81c6001810180821161072a57936118888161243f565b156118cc574360781b17782000000000000000000000000000000000000000000000000017905b875f52600360205260405f20905f5260205260405f20555f611777565b906118af565b61ffff83165f52600460205260405f20805468010000000000000000811015610ec857611906816001810193848155610f76565b81549060031b905f198b831b921b191617905581811161072a57879161ffff86165f52600560205260405f20835f526020524360201b1760405f205563ffffffff604051911681527f4dd2b1e96fa6edf42d32344ccef329342c043da1528af456e47530879aa2b80d602061ffff871692a3611770565b97505050505050505090565b5050505050505050505050507fd90207a30000000000000000000000000000000000000000000000000000000090565b5060ff61ffff891611806116fa57506040517f11cb448300000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156105db575f91611a4e575b506001809161ffff8b161c1614156116fa565b90506020813d602011611a79575b81611a6960209383610f2e565b8101031261010757516001611a3b565b3d9150611a5c565b5061ffff87165f52600560205260405f208a5f5260205260405f205415156116f1565b505050505050505050507f8db795910000000000000000000000000000000000000000000000000000000090565b505050505050505050507fc0c6c6540000000000000000000000000000000000000000000000000000000090565b505050505050505050507f882daaaa0000000000000000000000000000000000000000000000000000000090565b5060443563ffffffff8116908181036101075750156116c9565b50505050505050505050507f4a4c792d0000000000000000000000000000000000000000000000000000000090565b9650505f954210155f6116bc565b505050505050505050507f26d9b66c0000000000000000000000000000000000000000000000000000000090565b505050505050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b9491909392611bef8661124b565b9060c06020880194611c008661125a565b94611c1786868b5f5260081b1760205260405f2090565b93845f52600260205260405f2054918b67ffffffffffffffff611c4562ffffff8660d01c1697889301611268565b16036121b55764ffffffffff611c5d60e08e0161127d565b164211612185578b9360808501986060611c768b61127d565b96019564ffffffffff80611c898961127d565b1691161180159061216c575b61213a5760ff16158d811561211f575b506120ee5762ffffff86146120bd576003600f8560c41c161461208c5783159a8b15809c612069575b15938480611f98575b611f6557611d1c938f61012061173e91610100604051917ff78afaa96933e6a11d287e734365dd31eea3f9ced6c8d744820d84b791c5b7ba8352602083013720612da9565b7fffffffff000000000000000000000000000000000000000000000000000000008116611f565750611eb3575b5f97611e4e575b506001820180921161072a577f40042fd58c15845eb3475cdb59948fd96c46cc2bf758029bc13f46e9bfbb8b969660409679ff00000000000000000000000000000000000000000000000000611e1c8c77ffffffff0000000000000000000000000000000000000000611e0b8c61ffff9c69ffffffffff0000000000611dff64ffffffffff611df878010000000000000000000000000000000000000000000000009d61127d565b169261127d565b60281b161793016115e1565b60a01b16904360501b17179261125a565b60c81b16179060e81b9260d01b171717905f52600260205280845f205560a08451970135875260208701521693a35f90565b80975060e81c6001810180821161072a5797611e698161243f565b15611ead574360781b17782000000000000000000000000000000000000000000000000017905b845f52600360205260405f20905f5260205260405f20555f611d50565b90611e90565b61ffff8516805f52600460205260405f2090815468010000000000000000811015610ec8578b611eea826001810195868155610f76565b5f19829392549160031b92831b921b191617905582811161072a5760207f4dd2b1e96fa6edf42d32344ccef329342c043da1528af456e47530879aa2b80d918d94845f526005835260405f20865f52835243831b1760405f205563ffffffff60405191168152a3611d49565b9a505050505050505050505090565b5050505050505050505050505050507fd90207a30000000000000000000000000000000000000000000000000000000090565b5061ffff8a1660ff8111908115611fb0575b50611cd7565b6040517f11cb448300000000000000000000000000000000000000000000000000000000815291506020826004817f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff165afa9182156105db575f92612034575b501c600190811614155f611faa565b9091506020813d602011612061575b8161205060209383610f2e565b810103126101075751906001612025565b3d9150612043565b5061ffff89165f52600560205260405f208d5f5260205260405f20541515611cce565b505050505050505050505050507f8db795910000000000000000000000000000000000000000000000000000000090565b505050505050505050505050507fc0c6c6540000000000000000000000000000000000000000000000000000000090565b505050505050505050505050507f882daaaa0000000000000000000000000000000000000000000000000000000090565b63ffffffff9150604061213291016115e1565b16158d611ca5565b50505050505050505050505050507f4a4c792d0000000000000000000000000000000000000000000000000000000090565b504264ffffffffff61217d8c61127d565b161115611c95565b5050505050505050505050507f26d9b66c0000000000000000000000000000000000000000000000000000000090565b5050505050505050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b929190939461ffff84511690612210602086019260ff84511690885f5260081b1760205260405f2090565b96875f52600260205260405f205494604087019467ffffffffffffffff8651169562ffffff8860d01c16809703612410576060890164ffffffffff81511642116121855761225d8961243f565b156123e0576122df9664ffffffffff8b9267ffffffffffffffff61173e9560ff6040519561ffff60208801987fbcfb048c38f8d2c8ec0b8d0666001d2fc1f722a41206d7ec162eda824b8820c78a52511660408801525116606086015251166080840152511660a082015260a081526122d760c082610f2e565b519020612da9565b7fffffffff0000000000000000000000000000000000000000000000000000000081166123d757507f05dca7a0342bd911323205a0ff999355fed87395d3a3fcac5e4d01334a9d13d39261238060209362ffffff61ffff94105f1461239b577a010000000000000000000000000000000000000000000000000000904360781b17781000000000000000000000000000000000000000000000000017610f69565b955f52600283528560405f2055511693604051908152a35f90565b78100000000000000000000000000000000000000000000000007aff00000000000000000000000000000000000000000000000000005f6104d1565b94505050505090565b5050505050505050505050507fc3d9f18b0000000000000000000000000000000000000000000000000000000090565b50505050505050505050507fbb23594e0000000000000000000000000000000000000000000000000000000090565b801515908161244c575090565b64ffffffffff915060781c161590565b919091357fffffffffffffffffffffffffffffffffffffffff00000000000000000000000081169260148110612490575050565b7fffffffffffffffffffffffffffffffffffffffff000000000000000000000000929350829060140360031b1b161690565b919392917fffffffff0000000000000000000000000000000000000000000000000000000016907fbb23594e0000000000000000000000000000000000000000000000000000000082146128bc577f26d9b66c00000000000000000000000000000000000000000000000000000000821461287a577f4a4c792d000000000000000000000000000000000000000000000000000000008214612838577f882daaaa0000000000000000000000000000000000000000000000000000000082146127f6577fc0c6c6540000000000000000000000000000000000000000000000000000000082146127b4577f8db79591000000000000000000000000000000000000000000000000000000008214612772577fd90207a3000000000000000000000000000000000000000000000000000000008214612741577fc3d9f18b0000000000000000000000000000000000000000000000000000000082146126ff57507fb4c049090000000000000000000000000000000000000000000000000000000081146126d3577fbd12b9da000000000000000000000000000000000000000000000000000000001461269b57827ff9f6c26d000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b6126a5925061245c565b60601c7fbd12b9da000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b827fb4c04909000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b8060ff602061ffff8894511692015116917fc3d9f18b000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b61ffff9051167fd90207a3000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b8060ff602061ffff8894511692015116917f8db79591000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b8060ff602061ffff8894511692015116917fc0c6c654000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b63ffffffff604060ff60208401511692015116907f882daaaa000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b64ffffffffff60808160608401511692015116907f4a4c792d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b60e064ffffffffff910151167f26d9b66c000000000000000000000000000000000000000000000000000000005f5260045264ffffffffff421660245260445ffd5b806128e161ffff8793511660ff60208401511690845f5260081b1760205260405f2090565b5f52600260205267ffffffffffffffff60c062ffffff60405f205460d01c1692015116917fbb23594e000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b90602082519201517fffffffffffffffffffffffffffffffffffffffff00000000000000000000000081169260148110612490575050565b8051919291601481101561298457505050505f90565b601481036129a557509161299a6129a293612936565b60601c612e41565b90565b5f93612a8f85946129b585612936565b60601c9484601410856014180285189460206129d18783610e9f565b96806129f56129df8a6111f9565b996129ed6040519b8c610f2e565b808b526111f9565b93601f19848b01950136863703930101905e612a81604051938492612a4c60208501977f024ad318000000000000000000000000000000000000000000000000000000008952606060248701526084860190610e4c565b9160448501527fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc848303016064850152610e4c565b03601f198101835282610f2e565b51915afa3d15612b10573d612aa3816111f9565b90612ab16040519283610f2e565b81523d5f602083013e5b81612b02575b81612aca575090565b905060208180518101031261010757602001517f024ad318000000000000000000000000000000000000000000000000000000001490565b905060208151101590612ac1565b6060612abb565b601f8260209493601f1993818652868601375f8582860101520116010190565b939291909160148210612d8057612b4e828461245c565b60601c60148303612d4457612b64858388612f0f565b506004811015612d17578290159182612cf7575b5050612ced573b15612cc4575b6207e7305a10612c9157612bd694602094612bed9260405197889687967fc4df0194000000000000000000000000000000000000000000000000000000008852606060048901526064880191612b17565b926024860152600319858403016044860152612b17565b0381306207a120fa5f9181612c54575b50612c2757507ff9f6c26d0000000000000000000000000000000000000000000000000000000090565b15612c30575f90565b7ff9f6c26d0000000000000000000000000000000000000000000000000000000090565b9091506020813d602011612c89575b81612c7060209383610f2e565b810103126101075751801515810361010757905f612bfd565b3d9150612c63565b5a7fe159f492000000000000000000000000000000000000000000000000000000005f526004526207e73060245260445ffd5b50505050507ff9f6c26d0000000000000000000000000000000000000000000000000000000090565b5050505050505f90565b73ffffffffffffffffffffffffffffffffffffffff16149050815f612b78565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b5f52600660205260ff60405f205416612b855750505050507fbd12b9da0000000000000000000000000000000000000000000000000000000090565b50505050507fb4c049090000000000000000000000000000000000000000000000000000000090565b604290612db4612f43565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b60ff811690601f8211612e195760405191612e06604084610f2e565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffd5b9190823b612e895790612e539161306c565b506004811015612d1757159182612e6957505090565b73ffffffffffffffffffffffffffffffffffffffff919250811691161490565b916020926064601f19601f855f965190604051957f1626ba7e00000000000000000000000000000000000000000000000000000000875260048701526040602487015288820190604487015e86848287010152011601915afa7f1626ba7e000000000000000000000000000000000000000000000000000000005f5114601f3d11161690565b9060418303612f3957612f329250602081013591604082359201355f1a90613091565b9192909190565b50505f9160029190565b73ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016301480613043575b15612fab577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a0815261303d60c082610f2e565b51902090565b507f00000000000000000000000000000000000000000000000000000000000000004614612f82565b8151919060418303612f3957612f329250602082015190606060408401519301515f1a905b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411613115579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa156105db575f5173ffffffffffffffffffffffffffffffffffffffff81161561310b57905f905f90565b505f906001905f90565b5050505f916003919056fea26469706673582212208f7a7c74651ea67b0eec1f6ca8acd5107280a9ee31ee4352bd02dae2627604b264736f6c63430008250033",
} as const;
