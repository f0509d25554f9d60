// Generated from contracts/ModelRegistry.sol by `npm run generate`; do not edit.
export const ModelRegistry = {
  name: "ModelRegistry",
  abi: [
    {
      "inputs": [
        {
          "internalType": "contract IConsortium",
          "name": "consortium_",
          "type": "address"
        },
        {
          "internalType": "contract IRoundLedger",
          "name": "roundLedger_",
          "type": "address"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "constructor"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "kind",
          "type": "bytes32"
        },
        {
          "internalType": "bytes32",
          "name": "evidenceDigest",
          "type": "bytes32"
        }
      ],
      "name": "AttestationInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        },
        {
          "internalType": "uint256",
          "name": "votes",
          "type": "uint256"
        }
      ],
      "name": "DeploymentNotVoted",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "voter",
          "type": "uint16"
        }
      ],
      "name": "ModelAlreadyVoted",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        }
      ],
      "name": "ModelDisputed",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        }
      ],
      "name": "ModelNotAudited",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        },
        {
          "internalType": "enum IModelRegistry.Stage",
          "name": "stage",
          "type": "uint8"
        },
        {
          "internalType": "enum IModelRegistry.Stage",
          "name": "wanted",
          "type": "uint8"
        }
      ],
      "name": "ModelStageWrong",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        }
      ],
      "name": "ModelUnknown",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "address",
          "name": "caller",
          "type": "address"
        }
      ],
      "name": "NotTheLedger",
      "type": "error"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "by",
          "type": "uint16"
        },
        {
          "indexed": true,
          "internalType": "bytes32",
          "name": "kind",
          "type": "bytes32"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "evidenceDigest",
          "type": "bytes32"
        }
      ],
      "name": "ModelAttested",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "bytes32",
          "name": "modelDigest",
          "type": "bytes32"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "parentDigest",
          "type": "bytes32"
        },
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        }
      ],
      "name": "ModelRegistered",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        },
        {
          "indexed": false,
          "internalType": "enum IModelRegistry.Stage",
          "name": "stage",
          "type": "uint8"
        }
      ],
      "name": "ModelStageChanged",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "enum IModelRegistry.Stage",
          "name": "stage",
          "type": "uint8"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "voter",
          "type": "uint16"
        }
      ],
      "name": "ModelVoted",
      "type": "event"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        },
        {
          "internalType": "bytes32",
          "name": "kind",
          "type": "bytes32"
        },
        {
          "internalType": "bytes32",
          "name": "evidenceDigest",
          "type": "bytes32"
        }
      ],
      "name": "attest",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        }
      ],
      "name": "attestationsOf",
      "outputs": [
        {
          "components": [
            {
              "internalType": "uint16",
              "name": "by",
              "type": "uint16"
            },
            {
              "internalType": "uint40",
              "name": "blockNumber",
              "type": "uint40"
            },
            {
              "internalType": "bool",
              "name": "independent",
              "type": "bool"
            },
            {
              "internalType": "bytes32",
              "name": "kind",
              "type": "bytes32"
            },
            {
              "internalType": "bytes32",
              "name": "evidenceDigest",
              "type": "bytes32"
            }
          ],
          "internalType": "struct IModelRegistry.Attestation[]",
          "name": "",
          "type": "tuple[]"
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
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        }
      ],
      "name": "deploy",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        }
      ],
      "name": "modelAt",
      "outputs": [
        {
          "components": [
            {
              "internalType": "bytes32",
              "name": "modelDigest",
              "type": "bytes32"
            },
            {
              "internalType": "bytes32",
              "name": "parentDigest",
              "type": "bytes32"
            },
            {
              "internalType": "uint32",
              "name": "studyId",
              "type": "uint32"
            },
            {
              "internalType": "enum IModelRegistry.Stage",
              "name": "stage",
              "type": "uint8"
            },
            {
              "internalType": "uint40",
              "name": "registeredBlock",
              "type": "uint40"
            },
            {
              "internalType": "bool",
              "name": "audited",
              "type": "bool"
            },
            {
              "internalType": "uint256",
              "name": "approvalVotes",
              "type": "uint256"
            },
            {
              "internalType": "uint256",
              "name": "retirementVotes",
              "type": "uint256"
            },
            {
              "internalType": "uint256",
              "name": "deploymentVotes",
              "type": "uint256"
            }
          ],
          "internalType": "struct IModelRegistry.Model",
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
          "internalType": "bytes32",
          "name": "modelDigest",
          "type": "bytes32"
        }
      ],
      "name": "modelsWithDigest",
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
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "bytes32",
          "name": "modelDigest",
          "type": "bytes32"
        },
        {
          "internalType": "bytes32",
          "name": "parentDigest",
          "type": "bytes32"
        }
      ],
      "name": "register",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        }
      ],
      "name": "riskClassOf",
      "outputs": [
        {
          "internalType": "uint8",
          "name": "",
          "type": "uint8"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "roundLedger",
      "outputs": [
        {
          "internalType": "contract IRoundLedger",
          "name": "",
          "type": "address"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "studyRegistry",
      "outputs": [
        {
          "internalType": "contract IStudyRegistry",
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
          "name": "modelId",
          "type": "uint32"
        },
        {
          "internalType": "enum IModelRegistry.Stage",
          "name": "stage",
          "type": "uint8"
        }
      ],
      "name": "vote",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    }
  ],
  bytecode:
    "0x60e0806040523461011f5760408161193a803803809161001f8285610136565b83398101031261011f578051906001600160a01b038216820361011f5760200151906001600160a01b03821680830361011f5760049260209260805260a05260405192838092637d9fc94160e01b82525afa90811561012b575f916100e5575b5060c0526040516117cc908161016e82396080518181816106a80152818161070901528181610a640152818161101501526114a6015260a0518181816104a501528181610e980152611561015260c051818181610a0901528181610ce101526117390152f35b90506020813d602011610123575b8161010060209383610136565b8101031261011f57516001600160a01b038116810361011f575f61007f565b5f80fd5b3d91506100f3565b6040513d5f823e3d90fd5b601f909101601f19168101906001600160401b0382119082101761015957604052565b634e487b7160e01b5f52604160045260245ffdfe60806040526004361015610011575f80fd5b5f3560e01c806308d23bd8146110ab5780635ce564f414610ebc57806363aa596f14610e6c5780637804aa3f14610a2d5780637d9fc941146109dd5780639767fb72146106cc5780639ad187651461067c5780639b2f98ce1461045b578063c8d839fe14610425578063c8f5cb62146102b85763fd33cd1214610092575f80fd5b346102b45760206003193601126102b4576004355f52600160205260405f2060405190818260208354928381520180935f5260205f20925f905b80600783011061022d57610125945491818110610216575b8181106101fd575b8181106101e3575b8181106101c9575b8181106101af575b818110610195575b81811061017b575b1061016d575b50939293038261125a565b604051918291602083019060208452518091526040830191905f5b81811061014e575050500390f35b825163ffffffff16845285945060209384019390920191600101610140565b60e01c81526020015f61011a565b92602060019163ffffffff8560c01c168152019301610114565b92602060019163ffffffff8560a01c16815201930161010c565b92602060019163ffffffff8560801c168152019301610104565b92602060019163ffffffff8560601c1681520193016100fc565b92602060019163ffffffff8560401c1681520193016100f4565b92602060019163ffffffff85831c1681520193016100ec565b92602060019163ffffffff851681520193016100e4565b916008919350610100600191865463ffffffff8116825263ffffffff8160201c16602083015263ffffffff8160401c16604083015263ffffffff8160601c16606083015263ffffffff8160801c16608083015263ffffffff8160a01c1660a083015263ffffffff8160c01c1660c083015260e01c60e08201520194019201859293916100cc565b5f80fd5b346102b45760206003193601126102b4576103186102d46111f3565b5f6101006040516102e48161123d565b8281528260208201528260408201528260608201528260808201528260a08201528260c08201528260e082015201526113fc565b6040516103248161123d565b815481526001820154602082019081526002830154926040830163ffffffff8516815260ff8560201c1694606085019560058110156103f8578664ffffffffff9161012098526103d46080880191838560281c16835260ff60a08a019560501c161515855263ffffffff60038801549660c08b01978852600560048a01549960e08d019a8b520154996101008c019a8b526040519b518c525160208c0152511660408a0152516060890190611214565b5116608086015251151560a08501525160c08401525160e083015251610100820152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b346102b45760206003193601126102b457602061045061044b6104466111f3565b6113fc565b6116e4565b60ff60405191168152f35b346102b45760806003193601126102b4576104746111f3565b6024359063ffffffff82168092036102b457604435906064359073ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001633036106505763ffffffff1690815f525f602052600260405f2084815582600182015501847fffffffffffffffffffffffffffffffffffffffffffffffffffffffff000000008254161781556401000000007fffffffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffff82541617815580547fffffffffffffffffffffffffffffffffffffffffffff0000000000ffffffffff69ffffffffff00000000004360281b169116179055825f52600160205260405f208054916801000000000000000083101561062357600183018083558310156105f6577feee582a89fa32ac7a34857ca76435b7527780a9241b83f291c71dc92f700cf09926020925f52825f208160031c019060e082549160051b169063ffffffff87831b921b1916179055604051908152a4005b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b7f93274b20000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b346102b4575f6003193601126102b457602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346102b45760406003193601126102b4576106e56111f3565b6024356005811080156102b45773ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000166040517f6925da9000000000000000000000000000000000000000000000000000000000815233600482015260016024820152602081604481855afa908115610830575f916109a3575b5061077d856113fc565b926002851480610986575b1561083b575060209061079a86611510565b6107ab60038501918683548961165f565b8091556024604051809481937fe64b0efb00000000000000000000000000000000000000000000000000000000835260048301525afa908115610830575f91610801575b506107f657005b6107ff926115e3565b005b610823915060203d602011610829575b61081b818361125a565b81019061129b565b846107ef565b503d610811565b6040513d5f823e3d90fd5b5f959492919395506003831480610969575b156108cf57505061085d83611510565b600360ff61086a866116e4565b1614806108bd575b61088b5760056108879394019384549061165f565b9055005b63ffffffff837f604e00b3000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b5060ff600285015460501c1615610872565b5f95939192949550600485148061094b575b156108fb57506020906107ab60048501918683548961165f565b849061093e8763ffffffff60ff600289015460201c16917f82de65ac000000000000000000000000000000000000000000000000000000005f5216600452611206565b156103f85760445260645ffd5b5060ff600285015460201c1660058110156103f857600414156108e1565b5060ff600287015460201c1660058110156103f85760021461084d565b5060ff600285015460201c1660058110156103f857600114610788565b90506020813d6020116109d5575b816109be6020938361125a565b810103126102b4576109cf906112e4565b85610773565b3d91506109b1565b346102b4575f6003193601126102b457602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346102b45760606003193601126102b457610a466111f3565b6024359060443573ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016604051927f6925da9000000000000000000000000000000000000000000000000000000000845233600485015260056024850152602084604481855afa938415610830575f94610e30575b50610ad9816113fc565b85158015610e28575b610df857604051927fa2ee1c7800000000000000000000000000000000000000000000000000000000845233600485015260046024850152602084604481845afa938415610830575f94610dd7575b5083610d60575b5082610c89575b9063ffffffff9183610c4d575b501691825f52600260205260405f209061ffff60405195610b6c87611221565b16948581526020810164ffffffffff431681526040820194151585526060820188815260808301908482528554926801000000000000000084101561062357600184018088558410156105f6577fc1c6e1ea8a6621b1a73870a7d62c180ca81dc4de62bf43b4665a1a54d27189d59761ffff6002956020995f5260038a5f209102019651167fffffffffffffffffffffffffffffffffffffffffffffffff000000000000000067ff0000000000000066ffffffffff00008954955160101b169351151560381b169316171717845551600184015551910155604051908152a4005b6002016a01000000000000000000007fffffffffffffffffffffffffffffffffffffffffff00ffffffffffffffffffff82541617905586610b4c565b915063ffffffff60028301541690604051917f319cf57c00000000000000000000000000000000000000000000000000000000835260048301526101a08260248173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa80156108305761016061ffff9163ffffffff945f91610d31575b5001511661ffff8616141592909150610b3f565b610d5391506101a03d8111610d59575b610d4b818361125a565b8101906112f3565b89610d1d565b503d610d41565b6044919350602090604051928380927fa2ee1c78000000000000000000000000000000000000000000000000000000008252336004830152600160248301525afa908115610830575f91610db8575b50159186610b38565b610dd1915060203d6020116108295761081b818361125a565b86610daf565b610df191945060203d6020116108295761081b818361125a565b9287610b31565b83867f4a4c4d5e000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b508315610ae2565b9093506020813d602011610e64575b81610e4c6020938361125a565b810103126102b457610e5d906112e4565b9285610acf565b3d9150610e3f565b346102b4575f6003193601126102b457602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346102b45760206003193601126102b457610ed56111f3565b610edd611456565b50610ee7816113fc565b600281019060ff825460201c1660058110156103f8576002810361106b5750610f0f83611510565b600360ff610f1c836116e4565b161480610fc6575b610f8b57506403000000007fffffffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffff8254161790557faae142f80ca679edc386aa72a544087d0952feb71bee5d380ec2c99fe0a6c850602063ffffffff60405193600385521692a2005b63ffffffff600584920154917fcc4c4fe4000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b506005810154604051907fe64b0efb000000000000000000000000000000000000000000000000000000008252600482015260208160248173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610830575f9161104c575b5015610f24565b611065915060203d6020116108295761081b818361125a565b84611045565b6110a19063ffffffff857f82de65ac000000000000000000000000000000000000000000000000000000005f5216600452611206565b600360445260645ffd5b346102b45760206003193601126102b45763ffffffff6110c96111f3565b6110d2816113fc565b50165f52600260205260405f2080549067ffffffffffffffff8211610623576040519161110560208260051b018461125a565b8083526020830180925f5260205f205f915b83831061119a578486604051918291602083019060208452518091526040830191905f5b818110611149575050500390f35b91935091602060a06001926080875161ffff815116835264ffffffffff858201511685840152604081015115156040840152606081015160608401520151608082015201940191019184939261113b565b600360206001926040516111ad81611221565b60ff865461ffff8116835264ffffffffff8160101c168584015260381c161515604082015284860154606082015260028601546080820152815201920192019190611117565b6004359063ffffffff821682036102b457565b60058110156103f857602452565b9060058210156103f85752565b60a0810190811067ffffffffffffffff82111761062357604052565b610120810190811067ffffffffffffffff82111761062357604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff82111761062357604052565b908160209103126102b4575180151581036102b45790565b519060ff821682036102b457565b519063ffffffff821682036102b457565b519064ffffffffff821682036102b457565b519061ffff821682036102b457565b90816101a09103126102b457604051906101a0820182811067ffffffffffffffff821117610623576113f3916101809160405280518452611336602082016112b3565b6020850152611347604082016112c1565b6040850152611358606082016112b3565b6060850152611369608082016112c1565b608085015261137a60a082016112d2565b60a085015261138b60c082016112c1565b60c085015261139c60e082016112b3565b60e08501526113ae61010082016112b3565b6101008501526113c161012082016112b3565b6101208501526113d461014082016112b3565b6101408501526113e761016082016112e4565b610160850152016112d2565b61018082015290565b63ffffffff1690815f525f60205260405f209160ff600284015460201c1660058110156103f8571561142b5750565b7f765a6cdf000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b6040517f6925da900000000000000000000000000000000000000000000000000000000081523360048201526002602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610830575f916114d9575090565b90506020813d602011611508575b816114f46020938361125a565b810103126102b457611505906112e4565b90565b3d91506114e7565b63ffffffff604051917f28804093000000000000000000000000000000000000000000000000000000008352169081600482015260208160248173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610830575f916115c4575b506115995750565b7f11090eaf000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b6115dd915060203d6020116108295761081b818361125a565b5f611591565b906002019060058310156103f85763ffffffff602091837faae142f80ca679edc386aa72a544087d0952feb71bee5d380ec2c99fe0a6c85094547fffffffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffff64ff0000000088871b16911617905561165a6040518096611214565b1692a2565b909261ffff169060018085841c16146116af5760058310156103f85760019263ffffffff8392167f1cad4552ea37bb0e942d60ce38215e9c94d67756d032b694fae788d73a2928645f80a41b1790565b63ffffffff907f3873901d000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b600263ffffffff91015416604051907f319cf57c00000000000000000000000000000000000000000000000000000000825260048201526101a08160248173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156108305760ff91610120915f91611777575b5001511690565b61179091506101a03d8111610d5957610d4b818361125a565b5f61177056fea2646970667358221220ede4b60115c1879705a8ec5200c34aa9835b532a7cfd96b65378e99ac6bde97e64736f6c63430008250033",
} as const;
