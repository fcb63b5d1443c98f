using CodexPooler.Testing;

namespace CodexPooler.Bench.Edge.Proxies;

/// <summary>The yardstick: a reverse proxy in C that streams, keeps its upstream connections and does nothing else.</summary>
internal static class NginxProxy
{
    public static async Task<Proxy> StartAsync(int upstream, string folder)
    {
        Directory.CreateDirectory(folder);
        var port = FreePort.Next();
        var file = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(file, Configuration(port, upstream, folder));
        var process = ProxyProcess.Start("nginx", ["-p", folder, "-c", file], new Dictionary<string, string>());
        await process.ReadyAsync(new($"http://127.0.0.1:{port}/ready"));
        return new("nginx", process, port, EdgeProxy.Responses, EdgeProxy.Responses + "/compact", EdgeProxy.Headers);
    }

    private static string Configuration(int port, int upstream, string folder) =>
        $$"""
        daemon off;
        master_process off;
        pid {{folder}}/pid;
        error_log stderr crit;
        worker_rlimit_nofile 20000;
        events { worker_connections 22000; }
        http {
          access_log off;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
          client_max_body_size 64m;
          client_body_buffer_size 512k;
          keepalive_requests 1000000000;
          proxy_read_timeout 600s;
          upstream backend {
            server 127.0.0.1:{{upstream}};
            keepalive 512;
            keepalive_requests 1000000000;
          }
          map $http_upgrade $connection_header { default upgrade; '' ''; }
          server {
            listen 127.0.0.1:{{port}} backlog=16384;
            location = /ready { return 204; }
            location / {
              proxy_pass http://backend;
              proxy_http_version 1.1;
              proxy_set_header Connection $connection_header;
              proxy_set_header Upgrade $http_upgrade;
              proxy_buffering off;
              proxy_buffer_size 16k;
              proxy_buffers 8 16k;
            }
          }
        }
        """;
}
