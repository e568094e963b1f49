"""What is shipped can be taught further: it comes back as it was."""

import numpy as np
import pytest

from bot.compiled import read_taught

torch = pytest.importorskip("torch", reason="torch is installed only where somebody teaches (make learn)")


@pytest.mark.parametrize("place", [0, 1])
def test_a_network_restored_and_exported_again_is_the_same(place):
    from bot.torchnet import HIDDEN, WIDTH, exported, restored

    shipped, head = read_taught()
    again, own = exported(restored(shipped, head, place, seed=1))
    pieces = slice(place * WIDTH, (place + 1) * WIDTH)
    assert np.array_equal(again.pieces, shipped.pieces[:, pieces])
    for name in ("kernels", "shifts"):
        assert np.allclose(getattr(again, name)[:, 0], getattr(shipped, name)[:, place])
    for name in ("gaze", "hidden"):
        assert np.allclose(getattr(again, name)[0], getattr(shipped, name)[place])
    assert np.allclose(own[:-1], 2 * head[place * HIDDEN : (place + 1) * HIDDEN], atol=1e-4)
