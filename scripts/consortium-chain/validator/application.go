package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/ethereum/go-ethereum/beacon/engine"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/eth"
	"github.com/ethereum/go-ethereum/eth/catalyst"
	"github.com/ethereum/go-ethereum/miner"
)

// How far a proposer's clock may be from the consensus time.
const timestampToleranceSeconds = 15

// payload is the one entry of a CometBFT block: an EVM block as the Engine API has it (execution-apis, Prague).
type payload struct {
	Block    *engine.ExecutableData `json:"block"`
	Requests []hexutil.Bytes        `json:"requests"`
}

// application lets CometBFT agree on blocks that go-ethereum makes and executes: the EVM block of number n is the one entry
// of the CometBFT block of height n, and its hash is the application hash of that height. It does with CometBFT what
// go-ethereum's own simulated beacon does without a consensus: build, import, set as head.
//
// A block is imported when it is proposed or decided and becomes the head at Commit, after CometBFT has kept the outcome, so
// a process killed at any point replays what its head lacks.
type application struct {
	abci.BaseApplication
	eth          *eth.Ethereum
	engine       *catalyst.ConsensusAPI
	feeRecipient common.Address
	decided      common.Hash
}

func newApplication(backend *eth.Ethereum, feeRecipient common.Address) *application {
	return &application{eth: backend, engine: catalyst.NewConsensusAPI(backend), feeRecipient: feeRecipient}
}

func (app *application) head() *types.Header { return app.eth.BlockChain().CurrentBlock() }

func (app *application) Info(context.Context, *abci.InfoRequest) (*abci.InfoResponse, error) {
	head := app.head()
	return &abci.InfoResponse{
		LastBlockHeight:  head.Number.Int64(),
		LastBlockAppHash: head.Hash().Bytes(),
	}, nil
}

func (app *application) InitChain(context.Context, *abci.InitChainRequest) (*abci.InitChainResponse, error) {
	genesis := app.eth.BlockChain().Genesis().Hash()
	return &abci.InitChainResponse{AppHash: genesis.Bytes()}, nil
}

// PrepareProposal builds a block on the head out of go-ethereum's transaction pool.
func (app *application) PrepareProposal(
	ctx context.Context,
	req *abci.PrepareProposalRequest,
) (*abci.PrepareProposalResponse, error) {
	head := app.head()
	if head.Number.Int64() != req.Height-1 {
		return nil, fmt.Errorf("the head is block %d, which block %d does not follow", head.Number, req.Height)
	}
	building, err := app.eth.Miner().BuildPayload(ctx, &miner.BuildPayloadArgs{
		Parent:       head.Hash(),
		Timestamp:    max(head.Time+1, uint64(req.Time.Unix())),
		FeeRecipient: app.feeRecipient,
		Withdrawals:  types.Withdrawals{},
		BeaconRoot:   &common.Hash{},
		Version:      engine.PayloadV3,
	}, false)
	if err != nil {
		return nil, err
	}
	envelope := building.ResolveFull()
	if envelope == nil {
		return nil, errors.New("no block could be built")
	}
	built := payload{Block: envelope.ExecutionPayload, Requests: []hexutil.Bytes{}}
	for _, request := range envelope.Requests {
		built.Requests = append(built.Requests, request)
	}
	entry, err := json.Marshal(built)
	if err != nil {
		return nil, err
	}
	if int64(len(entry)) > req.MaxTxBytes {
		return nil, fmt.Errorf("the block takes %d bytes of the %d allowed", len(entry), req.MaxTxBytes)
	}
	return &abci.PrepareProposalResponse{Txs: [][]byte{entry}}, nil
}

// ProcessProposal executes a proposed block and accepts it if the EVM does.
func (app *application) ProcessProposal(
	ctx context.Context,
	req *abci.ProcessProposalRequest,
) (*abci.ProcessProposalResponse, error) {
	status := abci.PROCESS_PROPOSAL_STATUS_ACCEPT
	proposed, err := app.importBlock(ctx, req.Height, req.Txs)
	if err == nil {
		err = checkTime(proposed.Block.Timestamp, req.Time)
	}
	if err != nil {
		fmt.Println("A proposal is refused:", err)
		status = abci.PROCESS_PROPOSAL_STATUS_REJECT
	}
	return &abci.ProcessProposalResponse{Status: status}, nil
}

func (app *application) FinalizeBlock(
	ctx context.Context,
	req *abci.FinalizeBlockRequest,
) (*abci.FinalizeBlockResponse, error) {
	decided, err := app.importBlock(ctx, req.Height, req.Txs)
	if err != nil {
		return nil, fmt.Errorf("block %d was decided but cannot be executed: %w", req.Height, err)
	}
	app.decided = decided.Block.BlockHash
	return &abci.FinalizeBlockResponse{
		TxResults: []*abci.ExecTxResult{{Code: abci.CodeTypeOK}},
		AppHash:   app.decided.Bytes(),
	}, nil
}

// Commit makes the decided block the head, and final: CometBFT never takes one back.
func (app *application) Commit(ctx context.Context, _ *abci.CommitRequest) (*abci.CommitResponse, error) {
	state := engine.ForkchoiceStateV1{
		HeadBlockHash:      app.decided,
		SafeBlockHash:      app.decided,
		FinalizedBlockHash: app.decided,
	}
	answer, err := app.engine.ForkchoiceUpdatedV3(ctx, state, nil)
	if err != nil {
		return nil, err
	}
	if answer.PayloadStatus.Status != engine.VALID || app.head().Hash() != app.decided {
		return nil, fmt.Errorf("block %s did not become the head: %s", app.decided, answer.PayloadStatus.Status)
	}
	return &abci.CommitResponse{}, nil
}

// importBlock decodes the one entry of a CometBFT block, holds it to its height, and executes it on its parent.
func (app *application) importBlock(ctx context.Context, height int64, entries [][]byte) (*payload, error) {
	if len(entries) != 1 {
		return nil, fmt.Errorf("it has %d entries instead of one", len(entries))
	}
	var entry payload
	if err := json.Unmarshal(entries[0], &entry); err != nil {
		return nil, err
	}
	if entry.Block == nil || entry.Block.Number != uint64(height) {
		return nil, errors.New("its EVM block is not the one of this height")
	}
	status, err := app.engine.NewPayloadV4(ctx, *entry.Block, []common.Hash{}, &common.Hash{}, entry.Requests)
	if err != nil {
		return nil, err
	}
	if status.Status != engine.VALID {
		reason := "no reason given"
		if status.ValidationError != nil {
			reason = *status.ValidationError
		}
		return nil, fmt.Errorf("the EVM calls it %s: %s", status.Status, reason)
	}
	return &entry, nil
}

func checkTime(timestampSeconds uint64, consensusTime time.Time) error {
	difference := int64(timestampSeconds) - consensusTime.Unix()
	if max(difference, -difference) > timestampToleranceSeconds {
		return fmt.Errorf("its time is %d s from the consensus time", difference)
	}
	return nil
}
