package main

import (
	"context"
	"crypto/ecdsa"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	cometconfig "github.com/cometbft/cometbft/config"
	cometlog "github.com/cometbft/cometbft/libs/log"
	cometnode "github.com/cometbft/cometbft/node"
	"github.com/cometbft/cometbft/p2p"
	"github.com/cometbft/cometbft/privval"
	"github.com/cometbft/cometbft/proxy"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/rawdb"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/eth/filters"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/p2p/enode"
	"github.com/ethereum/go-ethereum/rpc"
)

// run keeps a validator up until SIGINT, SIGTERM or, where asked, the end of its standard input: go-ethereum first, then
// CometBFT over it; ended in reverse order.
func run(home string, withParent bool) error {
	own, err := readJSON[settings](settingsFile(home))
	if err != nil {
		return err
	}
	key, err := crypto.LoadECDSA(ethKeyFile(home))
	if err != nil {
		return err
	}
	stack, backend, err := startEthereum(home, own, key)
	if err != nil {
		return err
	}
	defer stack.Close()
	consensus, err := startConsensus(home, own, newApplication(backend, crypto.PubkeyToAddress(key.PublicKey)))
	if err != nil {
		return err
	}
	fmt.Printf("{\"ready\":true,\"name\":%q,\"rpcUrl\":%q}\n", own.Name, stack.HTTPEndpoint())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	if withParent {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			signals <- syscall.SIGTERM
		}()
	}
	select {
	case <-signals:
		err = consensus.Stop()
	case <-consensus.Quit():
		err = fmt.Errorf("%s: the consensus ended by itself", own.Name)
	}
	consensus.Wait()
	return err
}

func startEthereum(home string, own *settings, key *ecdsa.PrivateKey) (*node.Node, *eth.Ethereum, error) {
	genesis, err := readJSON[core.Genesis](evmGenesisFile(home))
	if err != nil {
		return nil, nil, err
	}
	config := node.DefaultConfig
	config.Name = "geth"
	config.DataDir = filepath.Join(home, "ethereum")
	config.UseLightweightKDF = true
	config.IPCPath = ""
	config.HTTPHost = "127.0.0.1"
	config.HTTPPort = own.RPCPort
	config.HTTPModules = []string{"eth", "net", "web3"}
	config.P2P.PrivateKey = key
	config.P2P.ListenAddr = fmt.Sprintf("127.0.0.1:%d", own.EthPort)
	config.P2P.NoDiscovery = true
	config.P2P.NAT = nil
	for _, peer := range own.EthPeers {
		config.P2P.StaticNodes = append(config.P2P.StaticNodes, enode.MustParse(peer))
	}
	stack, err := node.New(&config)
	if err != nil {
		return nil, nil, err
	}
	settings := ethconfig.Defaults
	settings.Genesis = genesis
	settings.NetworkId = genesis.Config.ChainID.Uint64()
	settings.SyncMode = ethconfig.FullSync
	// Every block's state is on disk when the block is, so the head of a killed process is the head it had told of.
	settings.NoPruning = true
	settings.StateScheme = rawdb.HashScheme
	settings.DatabaseCache, settings.TrieCleanCache, settings.SnapshotCache = 64, 32, 32
	settings.RPCTxFeeCap = 0
	backend, err := eth.New(stack, &settings)
	if err != nil {
		return nil, nil, err
	}
	logs := filters.NewFilterSystem(backend.APIBackend, filters.Config{})
	stack.RegisterAPIs([]rpc.API{{Namespace: "eth", Service: filters.NewFilterAPI(logs)}})
	if err := stack.Start(); err != nil {
		return nil, nil, err
	}
	// Blocks come from CometBFT alone, so there is nothing to wait for before taking transactions.
	backend.SetSynced()
	return stack, backend, nil
}

func startConsensus(home string, own *settings, app *application) (*cometnode.Node, error) {
	config := cometconfig.DefaultConfig().SetRoot(home)
	config.Moniker = own.Name
	config.RPC.ListenAddress = ""
	config.P2P.ListenAddress = fmt.Sprintf("tcp://127.0.0.1:%d", own.CometPort)
	config.P2P.PersistentPeers = strings.Join(own.CometPeers, ",")
	config.P2P.AddrBookStrict = false
	config.P2P.AllowDuplicateIP = true
	config.P2P.PexReactor = false
	// Blocks of the EVM count whole seconds and each must be later than its parent, so no two come within one.
	config.Consensus.TimeoutCommit = time.Second //nolint:staticcheck // version 1.0 has no other setting
	// Transactions travel between the go-ethereum nodes.
	config.Mempool.Type = cometconfig.MempoolTypeNop
	signer := privval.LoadFilePV(signerFile(home), signerStateFile(home))
	peerKey, err := p2p.LoadNodeKey(cometKeyFile(home))
	if err != nil {
		return nil, err
	}
	logger := cometlog.NewFilter(cometlog.NewTMLogger(cometlog.NewSyncWriter(os.Stdout)), cometlog.AllowError())
	consensus, err := cometnode.NewNode(
		context.Background(),
		config,
		signer,
		peerKey,
		proxy.NewLocalClientCreator(app),
		cometnode.DefaultGenesisDocProviderFunc(config),
		cometconfig.DefaultDBProvider,
		cometnode.DefaultMetricsProvider(config.Instrumentation),
		logger,
	)
	if err != nil {
		return nil, err
	}
	return consensus, consensus.Start()
}
