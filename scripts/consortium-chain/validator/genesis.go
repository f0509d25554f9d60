package main

import (
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/params"
)

// Below the gas limit of a block, what a relay sends at once fits (100 first grants take about 8 million).
const gasLimit = 60_000_000

// evmGenesis is a chain at the Prague rules from its first block, with its system contracts and the funded accounts.
func evmGenesis(chainID int64, timeSeconds uint64, funded []common.Address) *core.Genesis {
	zero := uint64(0)
	config := *params.AllDevChainProtocolChanges
	config.ChainID = big.NewInt(chainID)
	config.PragueTime = &zero
	config.OsakaTime = nil
	config.BogotaTime = nil
	genesis := &core.Genesis{
		Config:     &config,
		Timestamp:  timeSeconds,
		GasLimit:   gasLimit,
		BaseFee:    big.NewInt(params.GWei),
		Difficulty: big.NewInt(0),
		Alloc:      core.SystemContractAllocs(),
	}
	balance := new(big.Int).Mul(big.NewInt(1_000_000_000), big.NewInt(params.Ether))
	for _, account := range funded {
		genesis.Alloc[account] = types.Account{Balance: balance}
	}
	return genesis
}
