// A validator of a chain for tests: CometBFT (Byzantine fault tolerant, immediate finality) agrees on blocks that
// go-ethereum makes and executes, both in one process.
//
//	validator init --dir <dir> --validators 4 --first-port 27600 --chain-id 7447 --fund 0x…,0x…
//	validator run --home <dir>/validator-0
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/ethereum/go-ethereum/common"
)

func main() {
	if err := command(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func command(args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("usage: validator init|run; each takes -h")
	}
	flags := flag.NewFlagSet(args[0], flag.ExitOnError)
	switch args[0] {
	case "init":
		dir := flags.String("dir", "", "folder to make, with one folder a validator")
		validators := flags.Int("validators", 4, "number of validators")
		firstPort := flags.Int("first-port", 0, "first of three loopback ports a validator")
		chainID := flags.Int64("chain-id", 7447, "EVM chain id")
		fund := flags.String("fund", "", "accounts with coin, separated by commas")
		if err := flags.Parse(args[1:]); err != nil {
			return err
		}
		if *dir == "" || *validators < 1 || *firstPort < 1024 || *firstPort+3**validators > 65536 {
			return fmt.Errorf("init needs --dir, --validators of at least 1 and a --first-port of 1024 or more")
		}
		var funded []common.Address
		for _, text := range strings.Split(*fund, ",") {
			if !common.IsHexAddress(text) {
				return fmt.Errorf("--fund: %q is no account", text)
			}
			funded = append(funded, common.HexToAddress(text))
		}
		return initialise(*dir, *validators, *firstPort, *chainID, funded)
	case "run":
		home := flags.String("home", "", "a validator's folder")
		withParent := flags.Bool("with-parent", false, "end when the standard input closes")
		if err := flags.Parse(args[1:]); err != nil {
			return err
		}
		return run(*home, *withParent)
	}
	return fmt.Errorf("%q is no command; init and run are", args[0])
}
