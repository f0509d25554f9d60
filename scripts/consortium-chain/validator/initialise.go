package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/cometbft/cometbft/p2p"
	"github.com/cometbft/cometbft/privval"
	comet "github.com/cometbft/cometbft/types"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/p2p/enode"
)

// settings is what a validator's folder says of it, beside its keys and the two genesis files.
type settings struct {
	Name string `json:"name"`
	// Loopback ports of CometBFT's and go-ethereum's peers and of the JSON-RPC.
	CometPort int `json:"cometPort"`
	EthPort   int `json:"ethPort"`
	RPCPort   int `json:"rpcPort"`
	// The other validators.
	CometPeers []string `json:"cometPeers"`
	EthPeers   []string `json:"ethPeers"`
}

// initialise writes one folder a validator. The folder must not exist.
func initialise(dir string, validators, firstPort int, chainID int64, funded []common.Address) error {
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s exists; give another --dir", dir)
	}
	now := time.Now().UTC()
	genesis := comet.GenesisDoc{
		GenesisTime:     now,
		ChainID:         fmt.Sprintf("consilium-%d", chainID),
		InitialHeight:   1,
		ConsensusParams: comet.DefaultConsensusParams(),
	}
	all := make([]settings, validators)
	for i := range all {
		one := &all[i]
		*one = settings{
			Name:      fmt.Sprintf("validator-%d", i),
			CometPort: firstPort + 3*i,
			EthPort:   firstPort + 3*i + 1,
			RPCPort:   firstPort + 3*i + 2,
		}
		home := filepath.Join(dir, one.Name)
		for _, folder := range []string{"config", "data"} {
			if err := os.MkdirAll(filepath.Join(home, folder), 0o700); err != nil {
				return err
			}
		}
		signer, err := privval.GenFilePV(signerFile(home), signerStateFile(home), nil)
		if err != nil {
			return err
		}
		signer.Save()
		key, err := signer.GetPubKey()
		if err != nil {
			return err
		}
		genesis.Validators = append(genesis.Validators, comet.GenesisValidator{PubKey: key, Power: 1, Name: one.Name})
	}
	for i := range all {
		home := filepath.Join(dir, all[i].Name)
		cometKey, err := p2p.LoadOrGenNodeKey(cometKeyFile(home))
		if err != nil {
			return err
		}
		ethKey, err := crypto.GenerateKey()
		if err != nil {
			return err
		}
		if err := crypto.SaveECDSA(ethKeyFile(home), ethKey); err != nil {
			return err
		}
		cometPeer := fmt.Sprintf("%s@127.0.0.1:%d", cometKey.ID(), all[i].CometPort)
		ethPeer := enode.NewV4(&ethKey.PublicKey, []byte{127, 0, 0, 1}, all[i].EthPort, 0).URLv4()
		for j := range all {
			if j != i {
				all[j].CometPeers = append(all[j].CometPeers, cometPeer)
				all[j].EthPeers = append(all[j].EthPeers, ethPeer)
			}
		}
	}
	evm := evmGenesis(chainID, uint64(now.Unix())-1, funded)
	for _, one := range all {
		home := filepath.Join(dir, one.Name)
		if err := genesis.SaveAs(cometGenesisFile(home)); err != nil {
			return err
		}
		if err := writeJSON(evmGenesisFile(home), evm); err != nil {
			return err
		}
		if err := writeJSON(settingsFile(home), one); err != nil {
			return err
		}
	}
	return nil
}

func writeJSON(path string, value any) error {
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o600)
}

func readJSON[T settings | core.Genesis](path string) (*T, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	value := new(T)
	return value, json.Unmarshal(text, value)
}

func signerFile(home string) string { return filepath.Join(home, "config", "priv_validator_key.json") }
func signerStateFile(home string) string {
	return filepath.Join(home, "data", "priv_validator_state.json")
}
func cometKeyFile(home string) string     { return filepath.Join(home, "config", "node_key.json") }
func cometGenesisFile(home string) string { return filepath.Join(home, "config", "genesis.json") }
func ethKeyFile(home string) string       { return filepath.Join(home, "config", "eth_node_key") }
func evmGenesisFile(home string) string   { return filepath.Join(home, "config", "evm_genesis.json") }
func settingsFile(home string) string     { return filepath.Join(home, "config", "settings.json") }
