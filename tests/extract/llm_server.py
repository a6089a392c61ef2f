"""A local server that speaks as an OpenAI-compatible one does, and says what a test tells it to."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Script:
    """What the server answers, one entry a request (the last one for all further), and what it was asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []
        self.headers = []

    def next(self):
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def rows(*found):
    """A well-formed answer with these rows."""
    return json.dumps({"rows": list(found)})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        script = self.server.script
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        script.asked.append(body)
        script.headers.append(dict(self.headers))
        answer = script.next()
        try:
            answer(self) if callable(answer) else self.say(answer)
        except OSError:
            pass  # the client hung up, as it should on endless answers

    def say(self, text):
        """The text as one JSON reply with its token counts."""
        self.send(json.dumps({"choices": [{"message": {"content": text}, "finish_reason": "stop"}],
                              "usage": {"prompt_tokens": 100, "completion_tokens": len(text) // 4}}))  # fmt: skip

    def send(self, text, status=200, media="application/json"):
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def stream(self, pieces):
        """Server-sent events, one a piece, as long as the client listens."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for piece in pieces:
            event = {"choices": [{"delta": {"content": piece}}]}
            self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
            self.wfile.flush()
        self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True


@contextmanager
def serve(script):
    """The address of a server on this machine that follows the script."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.script = script
    server.handle_error = lambda *_: None  # a client that hangs up is what some tests are about
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
