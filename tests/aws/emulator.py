"""Start the emulator, with one fault of it mended.

MiniStack runs the branches of a Parallel state in threads that share one context. A task puts its token there and reads
it again when it registers itself; where another branch comes in between, it registers under that branch's token. One of
the two is then never called, and the execution stands for ever. On AWS every task has a token of its own: so a branch
gets a context of its own here.
"""

from ministack.app import main
from ministack.services import stepfunctions

in_shared_context = stepfunctions._run_sub_machine


def in_own_context(states, start_at, input_data, execution, ctx):
    return in_shared_context(states, start_at, input_data, execution, {**ctx})


stepfunctions._run_sub_machine = in_own_context

if __name__ == "__main__":
    main()
