// Search without a server. Browsers start no worker from file:, so there, and only
// there, `Worker` is a hidden iframe that runs the worker's script. Material's search
// script looks for the name `IFrameWorker`, and for its neighbours beside the first
// script of the frame. `extra.polyfills` in mkdocs.yml names this file.
if (location.protocol === "file:") {
  window.Worker = window.IFrameWorker = class IFrameWorker extends EventTarget {
    constructor(url) {
      super();
      this.onmessage = this.onerror = null;
      this.addEventListener("message", event => this.onmessage && this.onmessage(event));
      this.addEventListener("error", event => this.onerror && this.onerror(event));

      this.frame = document.createElement("iframe");
      Object.assign(this.frame, { hidden: true, tabIndex: -1, title: "Search" });
      this.frame.setAttribute("aria-hidden", "true");
      this.frame.srcdoc = '<!doctype html><html lang="en"><title>Search</title></html>';

      // Settles when the script has run; what is posted before waits for it, in order.
      this.ready = new Promise(done => { this.frame.onload = done; }).then(() => this.start(url));
      this.ready.catch(error => this.dispatchEvent(new ErrorEvent("error", { error })));
      document.body.append(this.frame);
    }

    start(url) {
      const scope = this.frame.contentWindow;
      this.deliver = scope.postMessage.bind(scope);
      scope.postMessage = data => this.dispatchEvent(new MessageEvent("message", { data }));
      scope.importScripts = (...all) => Promise.all(all.map(src => this.load(src)));
      // The search script cuts its own address at the first "/worker": hide earlier ones.
      const { href } = new URL(url, document.baseURI);
      return this.load(href.replace(/\/w(?=orker.*\/worker)/g, "/%77"));
    }

    load(src) {
      return new Promise((onload, fail) => {
        const script = this.frame.contentDocument.createElement("script");
        const onerror = () => fail(new Error(`Cannot load ${src}`));
        // Not async: scripts run in the order in which they are asked for.
        Object.assign(script, { src, async: false, onload, onerror });
        this.frame.contentDocument.head.append(script);
      });
    }

    postMessage(data) {
      this.ready.then(() => this.deliver(data, "*"), () => {});
    }

    terminate() {
      this.frame.remove();
    }
  };
}
