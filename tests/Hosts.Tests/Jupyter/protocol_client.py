"""Drives a kernel through Jupyter's own client (jupyter_client) and checks every message that comes back.

usage: protocol_client.py KERNEL_NAME

Prints a line of JSON for each scenario: its name, and what went wrong ("" if nothing did).
"""

import json
import os
import signal
import subprocess
import sys
import time
import traceback

import zmq
from jupyter_client.manager import KernelManager

# Seconds: guards against a hang, also where the machine has much to do.
PATIENCE = 300
SCENARIOS = []


def scenario(function):
    SCENARIOS.append(function)
    return function


class Kernel:
    """A kernel and a client of it, with what every exchange has to have checked on the way."""

    def __init__(self, name, env=None):
        self.manager = KernelManager(kernel_name=name)
        self.log = open(os.path.join(os.environ["JUPYTER_RUNTIME_DIR"], "kernel.log"), "ab+")
        self.manager.start_kernel(env={**os.environ, **(env or {})}, stderr=self.log)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)

    def close(self):
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)
        self.log.close()

    def send(self, channel, kind, **content):
        message = self.client.session.msg(kind, content)
        getattr(self.client, f"{channel}_channel").send(message)
        return message["header"]["msg_id"]

    def reply(self, channel, request, kind):
        """The reply to a request; replies to earlier ones that nobody asked for are passed over."""
        while True:
            message = getattr(self.client, f"get_{channel}_msg")(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") == request:
                equal(message["header"]["msg_type"], kind)
                return message["content"]

    def outputs(self, request):
        """The iopub messages of a request, from its busy to its idle."""
        messages = []
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") != request:
                continue
            messages.append((message["header"]["msg_type"], message["content"]))
            if messages[-1] == ("status", {"execution_state": "idle"}):
                equal(messages[0], ("status", {"execution_state": "busy"}))
                return messages[1:-1]

    def ask(self, kind, channel="shell", **content):
        """The reply to a request, which has to come between its busy and its idle and with nothing else."""
        request = self.send(channel, kind + "_request", **content)
        reply = self.reply(channel, request, kind + "_reply")
        equal(self.outputs(request), [])
        return reply

    def start(self, code, **options):
        content = dict(code=code, silent=False, store_history=True, user_expressions={}, allow_stdin=False, stop_on_error=True)
        return self.send("shell", "execute_request", **{**content, **options})

    def run(self, code, **options):
        request = self.start(code, **options)
        outputs = self.outputs(request)
        return outputs, self.reply("shell", request, "execute_reply")

    def start_and_hold(self, code, **options):
        """Starts a cell that waits before it does anything, so that others can be queued behind it."""
        request = self.start("Console.ReadLine(); " + code, allow_stdin=True, **options)
        self.client.get_stdin_msg(timeout=PATIENCE)
        return request

    def let_go(self):
        """Lets the cell go on, once everything that was sent before has arrived."""
        info = self.send("control", "kernel_info_request")
        self.reply("control", info, "kernel_info_reply")
        self.client.input("")

    def wait_for_text(self, request, text):
        """Waits until a cell has written a text."""
        seen = ""
        while text not in seen:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["header"]["msg_type"] == "stream" and message["parent_header"].get("msg_id") == request:
                seen += message["content"]["text"]


# Starts a kernel with a cell that never ends, tells its process id once the cell runs, and waits.
STARTS_A_KERNEL = """
import sys
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name=sys.argv[1])
client.execute('Console.WriteLine("running"); while (true) { }')
while client.get_iopub_msg()["header"]["msg_type"] != "stream":
    pass
print(manager.provisioner.pid, flush=True)
sys.stdin.read()
"""


def lives(process):
    """False for a process that is gone, or over and only not yet waited for."""
    try:
        with open(f"/proc/{process}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def equal(found, expected):
    assert found == expected, f"expected {expected!r}, found {found!r}"


def kinds(outputs):
    return [kind for kind, _ in outputs]


def text(outputs, name="stdout"):
    return "".join(content["text"] for kind, content in outputs if kind == "stream" and content["name"] == name)


@scenario
def kernel_info(kernel):
    for channel in ("shell", "control"):
        info = kernel.ask("kernel_info", channel)
        equal(info["status"], "ok")
        equal(info["protocol_version"], "5.4")
        equal(info["language_info"]["name"], "C#")
        equal(info["language_info"]["file_extension"], ".cs")
        equal(info["language_info"]["mimetype"], "text/x-csharp")
        equal(info["language_info"]["pygments_lexer"], "csharp")
        equal((info["debugger"], info["supported_features"]), (False, []))


@scenario
def debugger_is_refused_in_words(kernel):
    for command in ("debugInfo", "initialize"):
        response = kernel.ask("debug", "control", type="request", seq=7, command=command, arguments={})
        equal((response["type"], response["request_seq"], response["command"], response["success"]), ("response", 7, command, False))
        assert "has no debugger" in response["message"], response


@scenario
def execute_gives_input_output_result_in_order(kernel):
    outputs, reply = kernel.run('Console.WriteLine("one"); Console.Error.WriteLine("two"); 3')
    equal(kinds(outputs), ["execute_input", "stream", "stream", "execute_result"])
    equal(outputs[0][1]["execution_count"], reply["execution_count"])
    equal(outputs[1][1], {"name": "stdout", "text": "one\n"})
    equal(outputs[2][1], {"name": "stderr", "text": "two\n"})
    equal(outputs[3][1]["execution_count"], reply["execution_count"])
    assert "3" in outputs[3][1]["data"]["text/plain"]
    equal(reply["status"], "ok")


@scenario
def state_lasts_across_cells(kernel):
    kernel.run("var kept = 20;")
    outputs, _ = kernel.run("await Task.FromResult(kept + 22)")
    equal(outputs[-1][1]["data"]["text/plain"], "42")


@scenario
def empty_cell(kernel):
    outputs, reply = kernel.run("  \n")
    equal((kinds(outputs), reply["status"]), (["execute_input"], "ok"))


@scenario
def silent_shows_nothing_and_counts_nothing(kernel):
    _, before = kernel.run("1")
    outputs, reply = kernel.run('Console.WriteLine("hidden"); 5', silent=True)
    equal((outputs, reply["status"]), ([], "ok"))
    outputs, reply = kernel.run('throw new Exception("hidden");', silent=True)
    equal((outputs, reply["status"], reply["evalue"]), ([], "error", "hidden"))
    _, after = kernel.run("1")
    equal(after["execution_count"], before["execution_count"] + 1)


@scenario
def store_history_false_counts_nothing(kernel):
    _, before = kernel.run("1")
    outputs, _ = kernel.run("2", store_history=False)
    assert "execute_result" in kinds(outputs)
    _, after = kernel.run("3")
    equal(after["execution_count"], before["execution_count"] + 1)


@scenario
def error_names_itself(kernel):
    outputs, reply = kernel.run('throw new InvalidOperationException("no good");')
    equal(kinds(outputs), ["execute_input", "error"])
    equal(outputs[1][1]["evalue"], "no good")
    assert "InvalidOperationException" in outputs[1][1]["ename"]
    assert outputs[1][1]["traceback"], "an error needs a traceback"
    equal((reply["status"], reply["evalue"]), ("error", "no good"))


@scenario
def compilation_error_tells_line_and_column(kernel):
    outputs, reply = kernel.run("var a = 1;\nvar b = missing;")
    equal(reply["status"], "error")
    assert "(2,9)" in "".join(outputs[1][1]["traceback"]), outputs


@scenario
def an_error_aborts_the_queued_cells(kernel):
    first = kernel.start_and_hold('throw new Exception("stop");')
    queued = [kernel.start(f"Console.WriteLine({i})") for i in range(3)]
    info = kernel.send("shell", "kernel_info_request")
    kernel.let_go()
    equal(kernel.reply("shell", first, "execute_reply")["status"], "error")
    for request in queued:
        equal(kernel.reply("shell", request, "execute_reply")["status"], "aborted")
        equal(kernel.outputs(request), [])
    equal(kernel.reply("shell", info, "kernel_info_reply")["status"], "ok")
    equal(kernel.run("1")[1]["status"], "ok")


@scenario
def stop_on_error_false_runs_on(kernel):
    first = kernel.start_and_hold('throw new Exception("go on");', stop_on_error=False)
    second = kernel.start("2")
    kernel.let_go()
    equal(kernel.reply("shell", first, "execute_reply")["status"], "error")
    equal(kernel.reply("shell", second, "execute_reply")["status"], "ok")


@scenario
def user_expressions(kernel):
    kernel.run("var mass = 7;")
    outputs, reply = kernel.run("", user_expressions={"good": "mass + 1", "bad": "nowhere"})
    equal(reply["user_expressions"]["good"]["status"], "ok")
    equal(reply["user_expressions"]["good"]["data"]["text/plain"], "8")
    equal(reply["user_expressions"]["bad"]["status"], "error")
    assert "nowhere" in reply["user_expressions"]["bad"]["evalue"]


@scenario
def display_and_update_in_place(kernel):
    outputs, _ = kernel.run(
        "var shown = HTML(\"<b>0 %</b>\").Display();\n"
        "shown.Update(HTML(\"<b>100 %</b>\"));")
    equal(kinds(outputs), ["execute_input", "display_data", "update_display_data"])
    shown, updated = outputs[1][1], outputs[2][1]
    equal(shown["data"]["text/html"], "<b>0 %</b>")
    equal(updated["data"]["text/html"], "<b>100 %</b>")
    assert shown["transient"]["display_id"], shown
    equal(updated["transient"]["display_id"], shown["transient"]["display_id"])


@scenario
def many_lines_arrive_in_order(kernel):
    outputs, _ = kernel.run("for (var i = 0; i < 100_000; i++) { Console.WriteLine(i); }")
    equal(text(outputs).split(), [str(i) for i in range(100_000)])
    assert len(outputs) < 2_000, f"{len(outputs)} messages: the lines were not gathered"


@scenario
def output_without_end_is_cut_with_a_notice(kernel):
    request = kernel.start("while (true) { Console.WriteLine(new string('x', 100_000)); }")
    cut = ""
    while "cut" not in cut:
        message = kernel.client.get_iopub_msg(timeout=PATIENCE)
        if message["header"]["msg_type"] == "stream" and message["content"]["name"] == "stderr":
            cut += message["content"]["text"]
    kernel.send("control", "interrupt_request")
    equal(kernel.reply("shell", request, "execute_reply")["status"], "error")
    equal(kernel.run("1")[1]["status"], "ok")


@scenario
def late_output_belongs_to_its_own_cell(kernel):
    early = kernel.start(
        "var go = new System.Threading.ManualResetEventSlim();\n"
        "new System.Threading.Thread(() => { go.Wait(); Console.WriteLine(\"late\"); }) { IsBackground = true }.Start();")
    equal(kernel.reply("shell", early, "execute_reply")["status"], "ok")
    later = kernel.start("go.Set();")
    parents = {}
    while "late" not in parents.get(early, ""):
        message = kernel.client.get_iopub_msg(timeout=PATIENCE)
        if message["header"]["msg_type"] == "stream":
            parent = message["parent_header"]["msg_id"]
            parents[parent] = parents.get(parent, "") + message["content"]["text"]
    equal(list(parents), [early])
    kernel.reply("shell", later, "execute_reply")


@scenario
def is_complete(kernel):
    equal(kernel.ask("is_complete", code="var a = 1;")["status"], "complete")
    equal(kernel.ask("is_complete", code="1 + 1")["status"], "complete")
    unfinished = kernel.ask("is_complete", code="if (true)\n{")
    equal((unfinished["status"], unfinished["indent"]), ("incomplete", "    "))
    equal(kernel.ask("is_complete", code="var = ;")["status"], "invalid")


@scenario
def complete_a_member(kernel):
    kernel.run("var word = \"a\";")
    code = "/* \U0001F600 */ word.Subst"
    reply = kernel.ask("complete", code=code, cursor_pos=len(code))
    equal(reply["matches"], ["Substring"])
    equal(code[reply["cursor_start"]:reply["cursor_end"]], "Subst")
    kind, = reply["metadata"]["_jupyter_types_experimental"]
    equal((kind["text"], kind["type"]), ("Substring", "method"))
    assert "string.Substring(int startIndex" in kind["signature"], kind


@scenario
def complete_nothing(kernel):
    code = "word.Zzzzz"
    equal(kernel.ask("complete", code=code, cursor_pos=len(code))["matches"], [])


@scenario
def inspect_a_method(kernel):
    code = "Math.Max(1, 2)"
    reply = kernel.ask("inspect", code=code, cursor_pos=len("Math.Ma"), detail_level=0)
    equal(reply["found"], True)
    assert "Math.Max(" in reply["data"]["text/plain"], reply
    inside = kernel.ask("inspect", code=code, cursor_pos=len("Math.Max("), detail_level=1)
    assert "Overloads:" in inside["data"]["text/plain"], inside
    equal(kernel.ask("inspect", code="   ", cursor_pos=1, detail_level=0)["found"], False)


@scenario
def history(kernel):
    kernel.run("var remembered = 1;")
    kernel.run("remembered + 1")
    tail = kernel.ask("history", hist_access_type="tail", n=2, output=False, raw=True)["history"]
    equal([entry[2] for entry in tail], ["var remembered = 1;", "remembered + 1"])
    (_, line, _), _ = tail
    both = kernel.ask("history", hist_access_type="range", session=0, start=line, stop=line + 2, output=True, raw=True)["history"]
    equal([entry[2] for entry in both], [["var remembered = 1;", None], ["remembered + 1", "2"]])
    found = kernel.ask("history", hist_access_type="search", pattern="*remembered +*", n=10, output=False, raw=True, unique=True)
    equal([entry[2] for entry in found["history"]], ["remembered + 1"])


@scenario
def a_comm_that_nobody_offers_is_closed(kernel):
    opened = kernel.send("shell", "comm_open", comm_id="c2", target_name="nobody", data={})
    equal(kernel.outputs(opened), [("comm_close", {"comm_id": "c2", "data": {}})])
    equal(kernel.ask("comm_info")["comms"], {})


@scenario
def input_is_asked_for_and_answered(kernel):
    request = kernel.start("Console.Write(\"name? \"); var name = Console.ReadLine(); name.ToUpper()", allow_stdin=True)
    asked = kernel.client.get_stdin_msg(timeout=PATIENCE)
    equal(asked["header"]["msg_type"], "input_request")
    equal(asked["parent_header"]["msg_id"], request)
    equal(asked["content"]["password"], False)
    kernel.client.input("ada")
    outputs = kernel.outputs(request)
    equal(outputs[-1][1]["data"]["text/plain"], "ADA")
    equal(kernel.reply("shell", request, "execute_reply")["status"], "ok")


@scenario
def input_that_is_not_allowed_is_an_error(kernel):
    _, reply = kernel.run("Console.ReadLine()", allow_stdin=False)
    equal(reply["status"], "error")
    assert "input" in reply["evalue"], reply


@scenario
def interrupt_stops_loops_and_keeps_the_session(kernel):
    kernel.run("var before = 11;")
    for body in ("", "System.Threading.Thread.Sleep(10);", "await Task.Delay(10);"):
        request = kernel.start(f"Console.WriteLine(\"running\"); while (true) {{ {body} }}")
        kernel.wait_for_text(request, "running")
        interrupt = kernel.send("control", "interrupt_request")
        equal(kernel.reply("control", interrupt, "interrupt_reply")["status"], "ok")
        equal(kernel.reply("shell", request, "execute_reply")["status"], "error")
        equal(kernel.run("before")[0][-1][1]["data"]["text/plain"], "11")


@scenario
def interrupt_ends_a_wait_for_input(kernel):
    request = kernel.start("Console.ReadLine()", allow_stdin=True)
    kernel.client.get_stdin_msg(timeout=PATIENCE)
    kernel.send("control", "interrupt_request")
    equal(kernel.reply("shell", request, "execute_reply")["status"], "error")


@scenario
def an_interrupt_of_an_idle_kernel_does_nothing(kernel):
    equal(kernel.ask("interrupt", "control")["status"], "ok")
    equal(kernel.run("1")[1]["status"], "ok")


@scenario
def a_signal_interrupts_the_cell_only(kernel):
    request = kernel.start("Console.WriteLine(\"running\"); while (true) { }")
    kernel.wait_for_text(request, "running")
    os.kill(kernel.manager.provisioner.process.pid, signal.SIGINT)
    equal(kernel.reply("shell", request, "execute_reply")["status"], "error")
    equal(kernel.run("1")[1]["status"], "ok")


@scenario
def control_and_heartbeat_answer_while_a_cell_runs(kernel):
    request = kernel.start("Console.WriteLine(\"running\"); while (true) { }")
    kernel.wait_for_text(request, "running")
    info = kernel.send("control", "kernel_info_request")
    equal(kernel.reply("control", info, "kernel_info_reply")["status"], "ok")
    with zmq.Context() as context, context.socket(zmq.REQ) as heart:
        heart.connect(f"tcp://{kernel.manager.ip}:{kernel.manager.hb_port}")
        for beat in (b"one", b"two"):
            heart.send(beat)
            assert heart.poll(PATIENCE * 1000), "the heartbeat stopped"
            equal(heart.recv(), beat)
    kernel.send("control", "interrupt_request")
    equal(kernel.reply("shell", request, "execute_reply")["status"], "error")


@scenario
def a_wrong_signature_runs_nothing(kernel):
    key, kernel.client.session.key = kernel.client.session.key, b"another key"
    kernel.start("System.IO.File.WriteAllText(\"forged.txt\", \"\");")
    kernel.client.session.key = key
    equal(kernel.run("System.IO.File.Exists(\"forged.txt\")")[0][-1][1]["data"]["text/plain"], "False")
    kernel.log.seek(0)
    log = kernel.log.read()
    assert b"signature" in log, "a dropped message is not logged"
    assert key not in log, "the key is in the log"


@scenario
def a_malformed_request_is_answered(kernel):
    request = kernel.send("shell", "execute_request", code=5)
    reply = kernel.reply("shell", request, "execute_reply")
    equal((reply["status"], reply["ename"]), ("error", "MalformedRequest"))
    request = kernel.send("shell", "nonsense_request")
    equal(kernel.outputs(request), [])


@scenario
def restart_starts_anew(kernel):
    kernel.run("var gone = 1;")
    kernel.manager.restart_kernel(now=False)
    kernel.client.wait_for_ready(timeout=PATIENCE)
    outputs, reply = kernel.run("gone")
    equal((reply["status"], reply["execution_count"]), ("error", 1))


@scenario
def shutdown_is_answered_and_ends_the_process(kernel):
    request = kernel.send("control", "shutdown_request", restart=False)
    reply = kernel.reply("control", request, "shutdown_reply")
    equal((reply["status"], reply["restart"]), ("ok", False))
    equal(kernel.outputs(request), [("shutdown_reply", {"status": "ok", "restart": False})])
    equal(kernel.manager.provisioner.process.wait(timeout=PATIENCE), 0)


@scenario
def a_cell_that_exits_the_process_says_so(kernel):
    request = kernel.start("Console.WriteLine(\"before\"); Environment.Exit(3);")
    outputs = kernel.outputs(request)
    equal(text(outputs), "before\n")
    assert "exit code 3" in text(outputs, "stderr"), outputs
    equal(kernel.reply("shell", request, "execute_reply")["status"], "error")
    equal(kernel.manager.provisioner.process.wait(timeout=PATIENCE), 3)


@scenario
def a_kernel_ends_with_the_process_that_started_it(kernel):
    parent = subprocess.Popen(
        [sys.executable, "-c", STARTS_A_KERNEL, kernel.manager.kernel_name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    assert lives(child)
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + PATIENCE
    while lives(child):
        assert time.monotonic() < deadline, "the kernel outlives its parent"
        time.sleep(0.1)


@scenario
def an_exception_on_a_thread_of_a_cell_is_told(kernel):
    request = kernel.start("var doomed = new System.Threading.Thread(() => throw new Exception(\"on its own\")); doomed.Start(); doomed.Join();")
    told = ""
    while "on its own" not in told:
        message = kernel.client.get_iopub_msg(timeout=PATIENCE)
        if message["header"]["msg_type"] == "stream" and message["parent_header"].get("msg_id") == request:
            told += message["content"]["text"]


@scenario
def a_cell_that_allocates_without_end_gets_an_exception(kernel):
    _, reply = kernel.run("var hoard = new List<byte[]>(); while (true) { hoard.Add(new byte[1 << 20]); }")
    equal(reply["status"], "error")
    assert "OutOfMemory" in reply["ename"], reply
    kernel.run("hoard = null; GC.Collect();")
    equal(kernel.run("1 + 1")[0][-1][1]["data"]["text/plain"], "2")


# These leave a kernel behind that is of no further use, or need one that was started in another way.
OWN_KERNEL = {
    a_signal_interrupts_the_cell_only: {},
    restart_starts_anew: {},
    shutdown_is_answered_and_ends_the_process: {},
    a_cell_that_exits_the_process_says_so: {},
    an_exception_on_a_thread_of_a_cell_is_told: {},
    a_cell_that_allocates_without_end_gets_an_exception: {"DOTNET_GCHeapHardLimit": "20000000"},
}


def attempt(function, kernel):
    try:
        function(kernel)
        return ""
    except Exception:
        return traceback.format_exc()


def main(name):
    # What a script starts with '&' ignores Ctrl-C, and so do the kernels that it starts in turn.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    shared = Kernel(name)
    for function in SCENARIOS:
        own = OWN_KERNEL.get(function)
        kernel = shared if own is None else Kernel(name, own)
        failure = attempt(function, kernel)
        print(json.dumps({"scenario": function.__name__, "failure": failure}), flush=True)
        if own is not None:
            kernel.close()
    shared.close()


if __name__ == "__main__":
    main(sys.argv[1])
