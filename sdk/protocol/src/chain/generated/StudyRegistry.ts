// Generated from contracts/StudyRegistry.sol by `npm run generate`; do not edit.
export const StudyRegistry = {
  name: "StudyRegistry",
  abi: [
    {
      "inputs": [
        {
          "internalType": "contract IConsortium",
          "name": "consortium_",
          "type": "address"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "constructor"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "by",
          "type": "uint16"
        }
      ],
      "name": "AlreadySignedOff",
      "type": "error"
    },
    {
      "inputs": [],
      "name": "DecisionMissing",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint40",
          "name": "until",
          "type": "uint40"
        },
        {
          "internalType": "uint32",
          "name": "roundCap",
          "type": "uint32"
        }
      ],
      "name": "GrantInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "GrantNotLive",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "uint8",
          "name": "given",
          "type": "uint8"
        },
        {
          "internalType": "uint8",
          "name": "required",
          "type": "uint8"
        }
      ],
      "name": "SignOffsMissing",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "sponsor",
          "type": "uint16"
        }
      ],
      "name": "SponsorSignsNotOff",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "studyDigest",
          "type": "bytes32"
        },
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        }
      ],
      "name": "StudyAlreadyPublished",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "bytes32",
          "name": "published",
          "type": "bytes32"
        },
        {
          "internalType": "bytes32",
          "name": "approved",
          "type": "bytes32"
        }
      ],
      "name": "StudyDigestMismatch",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "studyDigest",
          "type": "bytes32"
        }
      ],
      "name": "StudyDigestUnknown",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "uint40",
          "name": "expiresAt",
          "type": "uint40"
        }
      ],
      "name": "StudyExpired",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint8",
          "name": "minSites",
          "type": "uint8"
        },
        {
          "internalType": "uint16",
          "name": "minimum",
          "type": "uint16"
        }
      ],
      "name": "StudySitesTooFew",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "term",
          "type": "bytes32"
        },
        {
          "internalType": "uint256",
          "name": "value",
          "type": "uint256"
        }
      ],
      "name": "StudyTermInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        }
      ],
      "name": "StudyUnknown",
      "type": "error"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "uint40",
          "name": "until",
          "type": "uint40"
        },
        {
          "indexed": false,
          "internalType": "uint32",
          "name": "roundCap",
          "type": "uint32"
        }
      ],
      "name": "AccessGranted",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "AccessWithdrawn",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "bytes32",
          "name": "studyDigest",
          "type": "bytes32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "sponsor",
          "type": "uint16"
        },
        {
          "components": [
            {
              "internalType": "bytes32",
              "name": "studyDigest",
              "type": "bytes32"
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
              "internalType": "uint8",
              "name": "minSites",
              "type": "uint8"
            },
            {
              "internalType": "uint32",
              "name": "maxRounds",
              "type": "uint32"
            },
            {
              "internalType": "uint40",
              "name": "expiresAt",
              "type": "uint40"
            },
            {
              "internalType": "uint32",
              "name": "maxCommitSpan",
              "type": "uint32"
            },
            {
              "internalType": "uint8",
              "name": "acceptedBases",
              "type": "uint8"
            },
            {
              "internalType": "uint8",
              "name": "signOffsRequired",
              "type": "uint8"
            },
            {
              "internalType": "uint8",
              "name": "riskClass",
              "type": "uint8"
            }
          ],
          "indexed": false,
          "internalType": "struct IStudyRegistry.StudyTerms",
          "name": "terms",
          "type": "tuple"
        }
      ],
      "name": "StudyPublished",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "by",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "decisionDigest",
          "type": "bytes32"
        }
      ],
      "name": "StudySignedOff",
      "type": "event"
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
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "bytes32",
          "name": "studyDigest",
          "type": "bytes32"
        },
        {
          "internalType": "uint40",
          "name": "until",
          "type": "uint40"
        },
        {
          "internalType": "uint32",
          "name": "roundCap",
          "type": "uint32"
        }
      ],
      "name": "grantAccess",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "grantOf",
      "outputs": [
        {
          "components": [
            {
              "internalType": "uint40",
              "name": "until",
              "type": "uint40"
            },
            {
              "internalType": "uint32",
              "name": "roundCap",
              "type": "uint32"
            },
            {
              "internalType": "uint40",
              "name": "grantedBlock",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "withdrawnBlock",
              "type": "uint40"
            }
          ],
          "internalType": "struct IStudyRegistry.AccessGrant",
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
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "isGrantLive",
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
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "uint256",
          "name": "sites",
          "type": "uint256"
        }
      ],
      "name": "liveRoundCaps",
      "outputs": [
        {
          "internalType": "uint32[]",
          "name": "",
          "type": "uint32[]"
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
              "name": "studyDigest",
              "type": "bytes32"
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
              "internalType": "uint8",
              "name": "minSites",
              "type": "uint8"
            },
            {
              "internalType": "uint32",
              "name": "maxRounds",
              "type": "uint32"
            },
            {
              "internalType": "uint40",
              "name": "expiresAt",
              "type": "uint40"
            },
            {
              "internalType": "uint32",
              "name": "maxCommitSpan",
              "type": "uint32"
            },
            {
              "internalType": "uint8",
              "name": "acceptedBases",
              "type": "uint8"
            },
            {
              "internalType": "uint8",
              "name": "signOffsRequired",
              "type": "uint8"
            },
            {
              "internalType": "uint8",
              "name": "riskClass",
              "type": "uint8"
            }
          ],
          "internalType": "struct IStudyRegistry.StudyTerms",
          "name": "terms",
          "type": "tuple"
        }
      ],
      "name": "publish",
      "outputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "requireLiveGrant",
      "outputs": [],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "uint256",
          "name": "sites",
          "type": "uint256"
        }
      ],
      "name": "roundCaps",
      "outputs": [
        {
          "internalType": "uint32[]",
          "name": "",
          "type": "uint32[]"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "bytes32",
          "name": "studyDigest",
          "type": "bytes32"
        },
        {
          "internalType": "bytes32",
          "name": "decisionDigest",
          "type": "bytes32"
        }
      ],
      "name": "signOff",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        }
      ],
      "name": "signOffsOf",
      "outputs": [
        {
          "internalType": "uint256",
          "name": "members",
          "type": "uint256"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        }
      ],
      "name": "studyAt",
      "outputs": [
        {
          "components": [
            {
              "internalType": "bytes32",
              "name": "studyDigest",
              "type": "bytes32"
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
              "internalType": "uint8",
              "name": "minSites",
              "type": "uint8"
            },
            {
              "internalType": "uint32",
              "name": "maxRounds",
              "type": "uint32"
            },
            {
              "internalType": "uint40",
              "name": "expiresAt",
              "type": "uint40"
            },
            {
              "internalType": "uint32",
              "name": "maxCommitSpan",
              "type": "uint32"
            },
            {
              "internalType": "uint8",
              "name": "acceptedBases",
              "type": "uint8"
            },
            {
              "internalType": "uint8",
              "name": "signOffsRequired",
              "type": "uint8"
            },
            {
              "internalType": "uint8",
              "name": "riskClass",
              "type": "uint8"
            },
            {
              "internalType": "uint8",
              "name": "signOffs",
              "type": "uint8"
            },
            {
              "internalType": "uint16",
              "name": "sponsor",
              "type": "uint16"
            },
            {
              "internalType": "uint40",
              "name": "publishedBlock",
              "type": "uint40"
            }
          ],
          "internalType": "struct IStudyRegistry.Study",
          "name": "",
          "type": "tuple"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "studyCount",
      "outputs": [
        {
          "internalType": "uint32",
          "name": "",
          "type": "uint32"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "studyDigest",
          "type": "bytes32"
        }
      ],
      "name": "studyIdOf",
      "outputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        }
      ],
      "name": "withdrawAccess",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    }
  ],
  bytecode:
    "0x60a03461007f57601f611f4b38819003918201601f19168301916001600160401b038311848410176100835780849260209460405283398101031261007f57516001600160a01b038116810361007f57608052604051611eb39081610098823960805181818161063601528181610726015281816111dc0152611d330152f35b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe60806040526004361015610011575f80fd5b5f3560e01c80631ce1ff4d146119f9578063319cf57c14611815578063329ba7a9146116015780633647ac0c146114e95780634d97ed8e146114415780634ec32cfb1461116b5780636735ccac146106fd5780636919e2f7146106be57806369bf3f691461065a5780639ad187651461060a578063b084f0c2146103c5578063cb33bdb514610308578063db8ac8e2146100d95763e455fa5a146100b3575f80fd5b346100d5575f6003193601126100d557602063ffffffff5f5416604051908152f35b5f80fd5b346100d55760406003193601126100d5576100f2611b14565b6024356100fe82611d9d565b9161011763ffffffff60018495015460301c1692611e59565b917fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe061015b61014585611e00565b946101536040519687611bcd565b808652611e00565b013660208501378363ffffffff5f9316945b610183576040518061017f8682611b27565b0390f35b6001811901811661ffff806fffffffffffffffffffffffffffffffff831160071b67ffffffffffffffff84821c1160061b1763ffffffff84821c1160051b178184821c1160041b1760ff84821c1160031b17600f84821c1160021b17885f5260026020527d01010202020203030303030303030000000000000000000000000000000060405f2094821c1a1716165f5260205263ffffffff60405f206040519061022c82611bb1565b549064ffffffffff82168152606064ffffffffff6020830193858160281c168552818160481c16604085015260701c1691015251168281105f14610301575b84518410156102d45763ffffffff1660208460051b860101525f198101908082116102a75716935f1983146102a757600185930192909461016d565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b508161026b565b346100d55763ffffffff61031b36611b66565b91905f606060405161032c81611bb1565b828152826020820152826040820152015261034681611d9d565b50165f52600260205261ffff60405f2091165f52602052608060405f2064ffffffffff6040519161037683611bb1565b54818082169384815263ffffffff60208201818560281c1681528360606040850194828860481c168652019560701c168552604051968752511660208601525116604084015251166060820152f35b346100d55760806003193601126100d5576103de611b14565b602435906044359164ffffffffff83168093036100d55760643563ffffffff81168091036100d55761040e611ce3565b9161041884611d9d565b9081548181036105d25750506001015460501c64ffffffffff164281111561059d5750428411801590610595575b6105665761ffff7f27eb709b0b6169ad1cf26a84ef2f45d71ad212edc090810b153ccb39fdf011ba92604092610557845161048081611bb1565b88815264ffffffffff6020820198848a52878301998243168b5263ffffffff60608501925f8452169a8b5f526002602052895f208989165f52602052838a5f209551167fffffffffffffffffffffffffffffffffffff00000000000000000000000000006dffffffffff00000000000000000068ffffffff00000000008854955160281b16935160481b169316171717835551167fffffffffffffffffffffffffff0000000000ffffffffffffffffffffffffffff72ffffffffff000000000000000000000000000083549260701b169116179055565b835196875260208701521693a3005b837f39449836000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b508015610446565b63ffffffff847fe58c59d5000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff867f63e98d12000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b346100d5575f6003193601126100d557602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346100d55760206003193601126100d557600435805f52600160205263ffffffff60405f205416801561069257602090604051908152f35b507fbd36e9a1000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346100d55760206003193601126100d55763ffffffff6106dc611b14565b6106e581611d9d565b50165f526003602052602060405f2054604051908152f35b346100d5576101406003193601126100d55773ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000166040517f6925da90000000000000000000000000000000000000000000000000000000008152336004820152600a6024820152602081604481855afa908115611036575f91611131575b506004359182156110e15760ff6107a5611c0e565b16156110915763ffffffff6107b8611c4f565b16156110415760406004918151928380927f71a0b2f90000000000000000000000000000000000000000000000000000000082525afa8015611036575f90610fee575b60ff915061ffff61080a611c1e565b91169182911610610fb5575063ffffffff610823611c62565b1615610f6557610831611c97565b64ffffffffff4291161115610f075763ffffffff61084d611c75565b1615610eb75760ff61085d611c2e565b16158015610ea3575b610e4957600160ff610876611c3e565b16108015610e35575b610ddb57815f52600160205263ffffffff60405f20541680610dac57506108a4611c0e565b6108ac611c4f565b926108b5611c1e565b916108be611c62565b6108c6611c97565b946108cf611c75565b916108d8611c2e565b97610104359860ff8a1698898b036100d5576108f2611c3e565b916040519661090088611b94565b89885260ff602089019916895263ffffffff604089019516855260ff606089019b168b5263ffffffff608089019616865264ffffffffff60a089019316835263ffffffff60c089019116815260ff60e08901921682526101008801928c845260ff6101208a01951685526101408901965f885261ffff6101608b0199169c8d8a526101808b019a64ffffffffff43168c525f5468010000000000000000811015610d7f578060016109b392015f55611cab565b919091610d53575181556001019b5160ff168c54985160081b64ffffffff0016915160281b65ff000000000016925160301b69ffffffff00000000000016935160501b6effffffffff0000000000000000000016945160781b72ffffffff00000000000000000000000000000016955160981b73ff0000000000000000000000000000000000000016965160a01b74ff000000000000000000000000000000000000000016975160a81b75ff00000000000000000000000000000000000000000016987fffffffffffffffffffffffffffffffffffffffffffffffffffff00000000000016177fffffffffffffffffffffffffffffffffffffffffffff00000000ffffffffffff16177fffffffffffffffffffffffffffffffffff0000000000ffffffffffffffffffff16177fffffffffffffffffffffffffff00000000ffffffffffffffffffffffffffffff16177fffffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffff16177fffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffff16177fffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffff1617171784555160ff16610bc09084907fffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffffff76ff0000000000000000000000000000000000000000000083549260b01b169116179055565b51908254905160c81b7dffffffffff00000000000000000000000000000000000000000000000000169160b81b78ffff000000000000000000000000000000000000000000000016907fffff00000000000000ffffffffffffffffffffffffffffffffffffffffffffff16171790555f5463ffffffff1692815f52600160205260405f208481547fffffffffffffffffffffffffffffffffffffffffffffffffffffffff00000000161790556040519482865260243560ff81168091036100d557602087015260443563ffffffff81168091036100d557604087015260643560ff81168091036100d557606087015260843563ffffffff81168091036100d557608087015260a43564ffffffffff81168091036100d55760a087015260c43563ffffffff81168091036100d55760c087015260e43560ff81168091036100d55760e0870152506101008501526101243560ff81168091036100d5577f3b908b227d284da1ac9e55954e645d9f44acf5491181e21bc0959390933fe1106101408686936101206020990152a4604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b827fe031c79a000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b60ff610de5611c3e565b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f7269736b436c61737300000000000000000000000000000000000000000000006004521660245260445ffd5b50600360ff610e42611c3e565b161161087f565b60ff610e53611c2e565b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f61636365707465644261736573000000000000000000000000000000000000006004521660245260445ffd5b50600f60ff610eb0611c2e565b1611610866565b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f6d6178436f6d6d69745370616e000000000000000000000000000000000000006004525f60245260445ffd5b64ffffffffff610f15611c97565b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f65787069726573417400000000000000000000000000000000000000000000006004521660245260445ffd5b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f6d6178526f756e647300000000000000000000000000000000000000000000006004525f60245260445ffd5b60ff610fbf611c1e565b7fc7dcb08c000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b506040813d60401161102e575b8161100860409383611bcd565b810103126100d55780611028602061102160ff94611c88565b9201611c88565b506107fb565b3d9150610ffb565b6040513d5f823e3d90fd5b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f63617465676f72696573000000000000000000000000000000000000000000006004525f60245260445ffd5b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f707572706f7365000000000000000000000000000000000000000000000000006004525f60245260445ffd5b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f73747564794469676573740000000000000000000000000000000000000000006004525f60245260445ffd5b90506020813d602011611163575b8161114c60209383611bcd565b810103126100d55761115d90611c88565b82610790565b3d915061113f565b346100d55760606003193601126100d557611184611b14565b60243590604435604051927f6925da900000000000000000000000000000000000000000000000000000000084523360048501526005602485015260208460448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa938415611036575f94611405575b5061121683611d9d565b9081548181036113cd5750506001019161ffff80845460b81c16941680941461139757811561136f5763ffffffff1691825f52600360205260405f20549160018084871c161461133e576112ed6020926112a27f44ddb2122814b3dd9bfd74b01aae3cf782f2344d7cfbe25aa145fb61d5853f9d956001891b17875f52600386528060405f2055611e59565b60ff8111156112f6575080547fffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffffff1676ff00000000000000000000000000000000000000000000179055565b604051908152a3005b81547fffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffffff1660b09190911b76ff0000000000000000000000000000000000000000000016179055565b5050507f4ce74b32000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7fc82baa54000000000000000000000000000000000000000000000000000000005f5260045ffd5b63ffffffff84917f39852e47000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff857f63e98d12000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b9093506020813d602011611439575b8161142160209383611bcd565b810103126100d55761143290611c88565b928461120c565b3d9150611414565b346100d55761144f36611b66565b9064ffffffffff600161146183611d9d565b015460501c164210908161147d575b6020826040519015158152f35b63ffffffff9150165f52600260205261ffff60405f2091165f5260205260206114e360405f2064ffffffffff604051916114b683611bb1565b54818116835263ffffffff8160281c1685840152818160481c16604084015260701c166060820152611e18565b82611470565b346100d5576114f736611b66565b9064ffffffffff600161150983611d9d565b015460501c164210156115b55763ffffffff1690815f52600260205260405f2061ffff82165f5260205261157b60405f2064ffffffffff6040519161154d83611bb1565b54818116835263ffffffff8160281c166020840152818160481c16604084015260701c166060820152611e18565b1561158257005b61ffff917ff0956c3a000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b63ffffffff64ffffffffff60016115cb84611d9d565b015460501c16917fe58c59d5000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b346100d55760406003193601126100d55761161a611b14565b602435600161162883611d9d565b0164ffffffffff815460501c164281111561059d57509161165463ffffffff83945460301c1692611e59565b917fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe061168261014585611e00565b013660208501378363ffffffff5f9316945b6116a6576040518061017f8682611b27565b61ffff600182190182167d0101020202020303030303030303000000000000000000000000000000006fffffffffffffffffffffffffffffffff821160071b67ffffffffffffffff83821c1160061b1763ffffffff83821c1160051b178383821c1160041b1760ff83821c1160031b17600f83821c1160021b1791821c1a1716855f52600260205260405f2061ffff82165f5260205260405f209061178d6040519261175184611bb1565b549264ffffffffff8416815264ffffffffff602082019463ffffffff8160281c168652818160481c16604084015260701c166060820152611e18565b156117e657505163ffffffff16828110156117df575b84518410156102d45763ffffffff1660208460051b860101525f198101908082116102a75716935f1983146102a7576001859301929094611694565b50816117a3565b867ff0956c3a000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346100d55760206003193601126100d55761182e611b14565b60405161183a81611b94565b5f8152602081015f9052604081015f9052606081015f9052608081015f905260a081015f905260c081015f905260e081015f905261010081015f905261012081015f905261014081015f905261016081015f9052610180015f905261189e90611d9d565b6040516118aa81611b94565b81549182825260010154906020810160ff83168152604082018360081c63ffffffff168152606083018460281c60ff168152608084018560301c63ffffffff16815260a085018660501c64ffffffffff16815260c08601908760781c63ffffffff16825260e08701928860981c60ff1684526101008801948960a01c60ff1686526101208901968a60a81c60ff1688526101408a01988b60b01c60ff168a526101608b019a8c60b81c61ffff168c52610180019b60c81c64ffffffffff168c526040519c8d525160ff1660208d01525163ffffffff1660408c01525160ff1660608b01525163ffffffff1660808a01525164ffffffffff1660a08901525163ffffffff1660c08801525160ff1660e08701525160ff166101008601525160ff166101208501525160ff166101408401525161ffff166101608301525164ffffffffff166101808201526101a090f35b346100d55760206003193601126100d557611a12611b14565b63ffffffff611a1f611ce3565b91611a2981611d9d565b501690815f52600260205260405f2061ffff82165f5260205260405f20805464ffffffffff8160481c1615908115611b00575b50611acc5780547fffffffffffffffffffffffffff0000000000ffffffffffffffffffffffffffff164360701b72ffffffffff00000000000000000000000000001617905561ffff16907fd11ad23d5972764be59272269170bb65a03509a42f907959b299c3d5a051d9ff5f80a3005b5061ffff917ff0956c3a000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b64ffffffffff915060701c16151584611a5c565b6004359063ffffffff821682036100d557565b60206040818301928281528451809452019201905f5b818110611b4a5750505090565b825163ffffffff16845260209384019390920191600101611b3d565b60031960409101126100d55760043563ffffffff811681036100d5579060243561ffff811681036100d55790565b6101a0810190811067ffffffffffffffff821117610d7f57604052565b6080810190811067ffffffffffffffff821117610d7f57604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610d7f57604052565b60243560ff811681036100d55790565b60643560ff811681036100d55790565b60e43560ff811681036100d55790565b6101243560ff811681036100d55790565b60443563ffffffff811681036100d55790565b60843563ffffffff811681036100d55790565b60c43563ffffffff811681036100d55790565b519061ffff821682036100d557565b60a43564ffffffffff811681036100d55790565b5f548110156102d4575f80805260019190911b7f290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e5630191565b6040517f6925da900000000000000000000000000000000000000000000000000000000081523360048201526001602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115611036575f91611d66575090565b90506020813d602011611d95575b81611d8160209383611bcd565b810103126100d557611d9290611c88565b90565b3d9150611d74565b63ffffffff1680158015611df6575b611dcb575f190163ffffffff81116102a757611dc790611cab565b5090565b7fbaa539ed000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b505f548111611dac565b67ffffffffffffffff8111610d7f5760051b60200190565b64ffffffffff60408201511615159081611e45575b81611e36575090565b64ffffffffff91505116421090565b606081015164ffffffffff16159150611e2d565b90815f925b611e655750565b91600101915f198101908082116102a7571680611e5e56fea2646970667358221220d3be92af362e07648e70b7afe392ec1b3a886b3ef314b5b213c429123b27afd564736f6c63430008250033",
} as const;
