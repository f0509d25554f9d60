"""Flower's SecAgg and SecAgg+ by its own functions, timed for scripts/bench/secagg.ts.

Reads one JSON request a line and answers one JSON line: {"sites": n, "neighbours": k, "threshold": t, "dimension": d,
"dropouts": x} gives the seconds of each step of one client (client/mod/secure_aggregation/secaggplus_mod.py) and of the
server's unmask_stage (server/workflow/secure_aggregation/secaggplus_workflow.py); {"masks": m, "dimension": d} those of m
masks made and added; {"versions": true} the versions. A step that a round does many times is done up to SAMPLE times and
multiplied; "sampled" says so.
"""

import json
import os
import sys
import time

import numpy as np
from flwr.client.mod.secure_aggregation.secaggplus_mod import (
    SecAggPlusState,
    _collect_masked_vectors,
    _setup,
    _share_keys,
    _unmask,
)
from flwr.common import bytes_to_ndarray, ndarrays_to_parameters
from flwr.common.secure_aggregation.crypto.shamir import combine_shares, create_shares
from flwr.common.secure_aggregation.crypto.symmetric_encryption import encrypt, generate_shared_key
from flwr.common.secure_aggregation.ndarrays_arithmetic import (
    factor_extract,
    get_parameters_shape,
    parameters_addition,
    parameters_mod,
    parameters_subtraction,
)
from flwr.common.secure_aggregation.quantization import dequantize
from flwr.common.secure_aggregation.secaggplus_constants import Key
from flwr.common.secure_aggregation.secaggplus_utils import pseudo_rand_gen, share_keys_plaintext_concat
from flwr.supercore.primitives.asymmetric import (
    bytes_to_private_key,
    bytes_to_public_key,
    generate_key_pairs,
    private_key_to_bytes,
    public_key_to_bytes,
)

SAMPLE = 20
CLIPPING, TARGET, MODULUS = 8.0, 2**22, 2**32


def timed(work, times=1):
    """Wall-clock and processor milliseconds of `times` calls, from at most SAMPLE of them, and the last result."""
    done = min(times, SAMPLE)
    result, wall, cpu = None, time.perf_counter(), time.process_time()
    for _ in range(done):
        result = work()
    scale = 1000 * times / done if done else 0
    took = {"wallMs": (time.perf_counter() - wall) * scale, "cpuMs": (time.process_time() - cpu) * scale}
    return took, result


def secrets_combined(threshold, holders, secret, times):
    """`times` secrets put together from the shares of `holders`, from one or, below ten holders, up to SAMPLE of them."""
    if times == 0:
        return {"wallMs": 0, "cpuMs": 0}
    shares = create_shares(secret, threshold, holders)
    tried = min(times, SAMPLE if holders < 10 else 1)
    took, _ = timed(lambda: combine_shares(shares), tried)
    return {unit: value * times / tried for unit, value in took.items()}


def client(n, k, threshold, dimension):
    """The steps of one client, and its state, with `k` neighbours."""
    configs = {
        Key.SAMPLE_NUMBER: n, Key.SHARE_NUMBER: k + 1, Key.THRESHOLD: threshold, Key.CLIPPING_RANGE: CLIPPING,
        Key.TARGET_RANGE: TARGET, Key.MOD_RANGE: MODULUS, Key.MAX_WEIGHT: 1000.0,
    }  # fmt: skip
    state = SecAggPlusState()
    state.nid = k // 2
    join, public = timed(lambda: _setup(state, configs))
    others = {nid: (generate_key_pairs(), generate_key_pairs()) for nid in range(k + 1) if nid != state.nid}
    keys = {str(nid): [public_key_to_bytes(a[1]), public_key_to_bytes(b[1])] for nid, (a, b) in others.items()}
    keys[str(state.nid)] = [public[Key.PUBLIC_KEY_1], public[Key.PUBLIC_KEY_2]]
    deal, dealt = timed(lambda: _share_keys(state, keys))
    share = len(state.rd_seed_share_dict[state.nid]), len(state.sk1_share_dict[state.nid])
    sources, ciphertexts = [], []
    for nid in others:
        plain = share_keys_plaintext_concat(nid, state.nid, os.urandom(share[0]), os.urandom(share[1]))
        sources.append(nid)
        ciphertexts.append(encrypt(state.ss2_dict[nid], plain))
    parameters = ndarrays_to_parameters([np.full(dimension, 0.5, dtype=np.float32)])
    message = {Key.CIPHERTEXT_LIST: ciphertexts, Key.SOURCE_LIST: sources}
    mask, sent = timed(lambda: _collect_masked_vectors(state, dict(message), 100, parameters))
    active = list(range(k + 1))
    unmask, revealed = timed(
        lambda: _unmask(state, {Key.ACTIVE_NODE_ID_LIST: active, Key.DEAD_NODE_ID_LIST: []})
    )
    vector = sent[Key.MASKED_PARAMETERS]
    upload = sum(len(one) for one in dealt[Key.CIPHERTEXT_LIST] + revealed[Key.SHARE_LIST] + vector)
    upload += len(public[Key.PUBLIC_KEY_1]) + len(public[Key.PUBLIC_KEY_2])
    return {"join": join, "deal": deal, "mask": mask, "unmask": unmask}, upload, vector


def server(n, k, threshold, dropouts, vector):
    """The server's additions and its unmask_stage, in its order."""
    survivors = n - dropouts
    holders = max(threshold, round((k + 1) * survivors / n))
    words = [bytes_to_ndarray(one) for one in vector]
    shapes = get_parameters_shape(words)
    total = [one.copy() for one in words]

    def add_vector():
        parameters_addition(total, [bytes_to_ndarray(one) for one in vector])

    add, _ = timed(add_vector, survivors)
    key, peer = generate_key_pairs(), generate_key_pairs()
    private, public = private_key_to_bytes(key[0]), public_key_to_bytes(peer[1])
    seeds = secrets_combined(threshold, holders, os.urandom(32), survivors)
    keys = secrets_combined(threshold, holders, private, dropouts)

    def pairwise_mask():
        shared = generate_shared_key(bytes_to_private_key(private), bytes_to_public_key(public))
        parameters_addition(total, pseudo_rand_gen(shared, MODULUS, shapes))

    own, _ = timed(lambda: parameters_subtraction(total, pseudo_rand_gen(os.urandom(32), MODULUS, shapes)), survivors)
    pairwise, _ = timed(pairwise_mask, dropouts * k)

    def decode():
        _, rest = factor_extract(parameters_mod(total, MODULUS))
        dequantize(rest, CLIPPING, TARGET)

    end, _ = timed(decode)
    return {"add": add, "seeds": seeds, "keys": keys, "ownMasks": own, "pairwiseMasks": pairwise, "decode": end}


def masks(count, dimension):
    """`count` masks made and added, as a client does."""
    shape, total = [(dimension,)], [np.zeros(dimension, dtype=np.int64)]
    seeds = [os.urandom(32) for _ in range(count)]

    def work():
        value = total
        for seed in seeds:
            value = parameters_addition(value, pseudo_rand_gen(seed, MODULUS, shape))
        return parameters_mod(value, MODULUS)

    return timed(work)[0]


def answer(ask):
    if "versions" in ask:
        from importlib.metadata import version

        return {name: version(name) for name in ("flwr", "numpy", "cryptography", "pycryptodome")} | {
            "python": sys.version.split()[0]
        }
    if "masks" in ask:
        return {"masks": masks(ask["masks"], ask["dimension"])}
    n, k, threshold, dropouts = ask["sites"], ask["neighbours"], ask["threshold"], ask["dropouts"]
    steps, upload, vector = client(n, k, threshold, ask["dimension"])
    parts = server(n, k, threshold, dropouts, vector)
    return {"site": steps, "uploadBytes": upload, "server": parts, "sampled": dropouts * k > SAMPLE or n > SAMPLE}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
