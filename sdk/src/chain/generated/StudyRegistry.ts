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
    "0x60a03461007f57601f611db138819003918201601f19168301916001600160401b038311848410176100835780849260209460405283398101031261007f57516001600160a01b038116810361007f57608052604051611d199081610098823960805181818161042701528181610f470152818161107f0152611b960152f35b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe60806040526004361015610011575f80fd5b5f3560e01c80631ce1ff4d1461187c578063319cf57c146116b9578063329ba7a9146114a55780633647ac0c1461138d5780634d97ed8e146112e55780634ec32cfb1461100e5780636919e2f714610fcf57806369bf3f6914610f6b5780639ad1876514610f1b578063b084f0c214610cd6578063c1d60514146103c5578063cb33bdb514610308578063db8ac8e2146100d95763e455fa5a146100b3575f80fd5b346100d5575f6003193601126100d557602063ffffffff5f5416604051908152f35b5f80fd5b346100d55760406003193601126100d5576100f2611997565b6024356100fe82611c03565b9161011763ffffffff60018495015460301c1692611cbf565b917fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe061015b61014585611c66565b946101536040519687611a50565b808652611c66565b013660208501378363ffffffff5f9316945b610183576040518061017f86826119aa565b0390f35b6001811901811661ffff806fffffffffffffffffffffffffffffffff831160071b67ffffffffffffffff84821c1160061b1763ffffffff84821c1160051b178184821c1160041b1760ff84821c1160031b17600f84821c1160021b17885f5260026020527d01010202020203030303030303030000000000000000000000000000000060405f2094821c1a1716165f5260205263ffffffff60405f206040519061022c82611a34565b549064ffffffffff82168152606064ffffffffff6020830193858160281c168552818160481c16604085015260701c1691015251168281105f14610301575b84518410156102d45763ffffffff1660208460051b860101525f198101908082116102a75716935f1983146102a757600185930192909461016d565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b508161026b565b346100d55763ffffffff61031b366119e9565b91905f606060405161032c81611a34565b828152826020820152826040820152015261034681611c03565b50165f52600260205261ffff60405f2091165f52602052608060405f2064ffffffffff6040519161037683611a34565b54818082169384815263ffffffff60208201818560281c1681528360606040850194828860481c168652019560701c168552604051968752511660208601525116604084015251166060820152f35b346100d5576101206003193601126100d5576040517f6925da90000000000000000000000000000000000000000000000000000000008152336004820152600a602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610ccb575f91610c8e575b506004358015610c3e5760ff61046b611a91565b1615610bee5763ffffffff61047e611ac1565b1615610b9e57600260ff610490611aa1565b1610610b445763ffffffff6104a3611ad4565b1615610af4576104b1611afa565b64ffffffffff4291161115610a965763ffffffff6104cd611ae7565b1615610a465760ff6104dd611ab1565b16158015610a32575b6109d857805f52600160205263ffffffff60405f205416806109a9575061050b611a91565b610513611ac1565b9161051c611aa1565b91610525611ad4565b61052d611afa565b95610536611ae7565b9161053f611ab1565b96610104359860ff8a1698898b036100d5576040519561055e87611a17565b88875260ff602088019816885263ffffffff604088019416845260ff606088019a168a5263ffffffff608088019516855264ffffffffff60a088019316835263ffffffff60c088019116815260ff60e08801921682526101008701928b84526101208801955f875261ffff6101408a0198169b8c89526101608a019964ffffffffff43168b525f546801000000000000000081101561097c5780600161060692015f55611b0e565b919091610950575181556001019a5160ff168b54975160081b64ffffffff0016915160281b65ff000000000016925160301b69ffffffff00000000000016935160501b6effffffffff0000000000000000000016945160781b72ffffffff00000000000000000000000000000016955160981b73ff0000000000000000000000000000000000000016965160a01b74ff000000000000000000000000000000000000000016977fffffffffffffffffffffffffffffffffffffffffffffffffffff00000000000016177fffffffffffffffffffffffffffffffffffffffffffff00000000ffffffffffff16177fffffffffffffffffffffffffffffffffff0000000000ffffffffffffffffffff16177fffffffffffffffffffffffffff00000000ffffffffffffffffffffffffffffff16177fffffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffff16177fffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffff1617171784555160ff166107d29084907fffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffff75ff00000000000000000000000000000000000000000083549260a81b169116179055565b51908254905160c01b7cffffffffff000000000000000000000000000000000000000000000000169160b01b77ffff0000000000000000000000000000000000000000000016907fffffff00000000000000ffffffffffffffffffffffffffffffffffffffffffff16171790555f5463ffffffff1692815f52600160205260405f208481547fffffffffffffffffffffffffffffffffffffffffffffffffffffffff00000000161790556040519482865260243560ff81168091036100d557602087015260443563ffffffff81168091036100d557604087015260643560ff81168091036100d557606087015260843563ffffffff81168091036100d557608087015260a43564ffffffffff81168091036100d55760a087015260c43563ffffffff81168091036100d55760c087015260e43560ff81168091036100d5578686937fba191fd32bc13c9aaf9e30a44eeaf2d32b2b57326ce5359e5cc0c6ca07cf7c7f936101209360e060209b015250610100820152a4604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b907fe031c79a000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b60ff6109e2611ab1565b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f61636365707465644261736573000000000000000000000000000000000000006004521660245260445ffd5b50600f60ff610a3f611ab1565b16116104e6565b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f6d6178436f6d6d69745370616e000000000000000000000000000000000000006004525f60245260445ffd5b64ffffffffff610aa4611afa565b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f65787069726573417400000000000000000000000000000000000000000000006004521660245260445ffd5b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f6d6178526f756e647300000000000000000000000000000000000000000000006004525f60245260445ffd5b60ff610b4e611aa1565b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f6d696e53697465730000000000000000000000000000000000000000000000006004521660245260445ffd5b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f63617465676f72696573000000000000000000000000000000000000000000006004525f60245260445ffd5b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f707572706f7365000000000000000000000000000000000000000000000000006004525f60245260445ffd5b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f73747564794469676573740000000000000000000000000000000000000000006004525f60245260445ffd5b90506020813d602011610cc3575b81610ca960209383611a50565b810103126100d5575161ffff811681036100d55781610457565b3d9150610c9c565b6040513d5f823e3d90fd5b346100d55760806003193601126100d557610cef611997565b602435906044359164ffffffffff83168093036100d55760643563ffffffff81168091036100d557610d1f611b46565b91610d2984611c03565b908154818103610ee35750506001015460501c64ffffffffff1642811115610eae5750428411801590610ea6575b610e775761ffff7f27eb709b0b6169ad1cf26a84ef2f45d71ad212edc090810b153ccb39fdf011ba92604092610e688451610d9181611a34565b88815264ffffffffff6020820198848a52878301998243168b5263ffffffff60608501925f8452169a8b5f526002602052895f208989165f52602052838a5f209551167fffffffffffffffffffffffffffffffffffff00000000000000000000000000006dffffffffff00000000000000000068ffffffff00000000008854955160281b16935160481b169316171717835551167fffffffffffffffffffffffffff0000000000ffffffffffffffffffffffffffff72ffffffffff000000000000000000000000000083549260701b169116179055565b835196875260208701521693a3005b837f39449836000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b508015610d57565b63ffffffff847fe58c59d5000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff867f63e98d12000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b346100d5575f6003193601126100d557602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346100d55760206003193601126100d557600435805f52600160205263ffffffff60405f2054168015610fa357602090604051908152f35b507fbd36e9a1000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346100d55760206003193601126100d55763ffffffff610fed611997565b610ff681611c03565b50165f526003602052602060405f2054604051908152f35b346100d55760606003193601126100d557611027611997565b60243590604435604051927f6925da900000000000000000000000000000000000000000000000000000000084523360048501526005602485015260208460448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa938415610ccb575f946112a6575b506110b983611c03565b90815481810361126e5750506001019161ffff80845460b01c1694168094146112385781156112105763ffffffff1691825f52600360205260405f20549160018084871c16146111df5761118f6020926111457f44ddb2122814b3dd9bfd74b01aae3cf782f2344d7cfbe25aa145fb61d5853f9d956001891b17875f52600386528060405f2055611cbf565b60ff811115611198575080547fffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffff1675ff000000000000000000000000000000000000000000179055565b604051908152a3005b81547fffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffff1660a89190911b75ff00000000000000000000000000000000000000000016179055565b5050507f4ce74b32000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7fc82baa54000000000000000000000000000000000000000000000000000000005f5260045ffd5b63ffffffff84917f39852e47000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff857f63e98d12000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b9093506020813d6020116112dd575b816112c260209383611a50565b810103126100d5575161ffff811681036100d55792846110af565b3d91506112b5565b346100d5576112f3366119e9565b9064ffffffffff600161130583611c03565b015460501c1642109081611321575b6020826040519015158152f35b63ffffffff9150165f52600260205261ffff60405f2091165f52602052602061138760405f2064ffffffffff6040519161135a83611a34565b54818116835263ffffffff8160281c1685840152818160481c16604084015260701c166060820152611c7e565b82611314565b346100d55761139b366119e9565b9064ffffffffff60016113ad83611c03565b015460501c164210156114595763ffffffff1690815f52600260205260405f2061ffff82165f5260205261141f60405f2064ffffffffff604051916113f183611a34565b54818116835263ffffffff8160281c166020840152818160481c16604084015260701c166060820152611c7e565b1561142657005b61ffff917ff0956c3a000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b63ffffffff64ffffffffff600161146f84611c03565b015460501c16917fe58c59d5000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b346100d55760406003193601126100d5576114be611997565b60243560016114cc83611c03565b0164ffffffffff815460501c1642811115610eae5750916114f863ffffffff83945460301c1692611cbf565b917fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe061152661014585611c66565b013660208501378363ffffffff5f9316945b61154a576040518061017f86826119aa565b61ffff600182190182167d0101020202020303030303030303000000000000000000000000000000006fffffffffffffffffffffffffffffffff821160071b67ffffffffffffffff83821c1160061b1763ffffffff83821c1160051b178383821c1160041b1760ff83821c1160031b17600f83821c1160021b1791821c1a1716855f52600260205260405f2061ffff82165f5260205260405f2090611631604051926115f584611a34565b549264ffffffffff8416815264ffffffffff602082019463ffffffff8160281c168652818160481c16604084015260701c166060820152611c7e565b1561168a57505163ffffffff1682811015611683575b84518410156102d45763ffffffff1660208460051b860101525f198101908082116102a75716935f1983146102a7576001859301929094611538565b5081611647565b867ff0956c3a000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346100d55760206003193601126100d5576116d2611997565b6040516116de81611a17565b5f8152602081015f9052604081015f9052606081015f9052608081015f905260a081015f905260c081015f905260e081015f905261010081015f905261012081015f905261014081015f9052610160015f905261173a90611c03565b60405161174681611a17565b81549182825260010154906020810160ff83168152604082018360081c63ffffffff168152606083018460281c60ff168152608084018560301c63ffffffff16815260a085018660501c64ffffffffff16815260c08601918760781c63ffffffff16835260e08701938860981c60ff1685526101008801958960a01c60ff1687526101208901978a60a81c60ff1689526101408a01998b60b01c61ffff168b52610160019a60c01c64ffffffffff168b526040519b8c525160ff1660208c01525163ffffffff1660408b01525160ff1660608a01525163ffffffff1660808901525164ffffffffff1660a08801525163ffffffff1660c08701525160ff1660e08601525160ff166101008501525160ff166101208401525161ffff166101408301525164ffffffffff1661016082015261018090f35b346100d55760206003193601126100d557611895611997565b63ffffffff6118a2611b46565b916118ac81611c03565b501690815f52600260205260405f2061ffff82165f5260205260405f20805464ffffffffff8160481c1615908115611983575b5061194f5780547fffffffffffffffffffffffffff0000000000ffffffffffffffffffffffffffff164360701b72ffffffffff00000000000000000000000000001617905561ffff16907fd11ad23d5972764be59272269170bb65a03509a42f907959b299c3d5a051d9ff5f80a3005b5061ffff917ff0956c3a000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b64ffffffffff915060701c161515846118df565b6004359063ffffffff821682036100d557565b60206040818301928281528451809452019201905f5b8181106119cd5750505090565b825163ffffffff168452602093840193909201916001016119c0565b60031960409101126100d55760043563ffffffff811681036100d5579060243561ffff811681036100d55790565b610180810190811067ffffffffffffffff82111761097c57604052565b6080810190811067ffffffffffffffff82111761097c57604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff82111761097c57604052565b60243560ff811681036100d55790565b60643560ff811681036100d55790565b60e43560ff811681036100d55790565b60443563ffffffff811681036100d55790565b60843563ffffffff811681036100d55790565b60c43563ffffffff811681036100d55790565b60a43564ffffffffff811681036100d55790565b5f548110156102d4575f80805260019190911b7f290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e5630191565b6040517f6925da900000000000000000000000000000000000000000000000000000000081523360048201526001602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610ccb575f91611bc9575090565b90506020813d602011611bfb575b81611be460209383611a50565b810103126100d5575161ffff811681036100d55790565b3d9150611bd7565b63ffffffff1680158015611c5c575b611c31575f190163ffffffff81116102a757611c2d90611b0e565b5090565b7fbaa539ed000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b505f548111611c12565b67ffffffffffffffff811161097c5760051b60200190565b64ffffffffff60408201511615159081611cab575b81611c9c575090565b64ffffffffff91505116421090565b606081015164ffffffffff16159150611c93565b90815f925b611ccb5750565b91600101915f198101908082116102a7571680611cc456fea2646970667358221220d8e35360ddc9044b7b36f3504571a28a3d3c5af040a372cad6c3bac8f8cb696f64736f6c63430008250033",
} as const;
