import Runtime

/// What Kubernetes runs of one service, as YAML; made from the service's own name and peers, so that
/// no file says anything else than the code.
///
/// Two replicas at least, one at a time replaced; the operations port is open to probes and to who
/// scrapes, calls come from those only that the policy lists, and nothing may be written.
struct KubernetesManifest {
    /// Where each replica takes calls, and answers `/metrics`, `/health` and `/alive`.
    static let (callPort, operationsPort, webPort) = (7_100, 9_100, 8_443)

    let name: String
    /// The services that it calls.
    let peers: [String]
    /// The services that call it.
    let callers: [String]
    /// `deploy/policy/NAME.json`.
    let policy: String
    let image: String

    var isGateway: Bool { name == "gateway" }

    var yaml: String {
        ([account, policyMap, deployment, service, disruptionBudget, autoscaler, network]
            + (isGateway ? [webService] : [])).joined(separator: "---\n")
    }

    private func head(_ version: String, _ kind: String, name: String? = nil) -> String {
        """
        apiVersion: \(version)
        kind: \(kind)
        metadata:
          name: \(name ?? self.name)
          namespace: coachingmesh
          labels:
            app.kubernetes.io/name: \(self.name)
            app.kubernetes.io/part-of: coachingmesh

        """
    }

    private var account: String {
        head("v1", "ServiceAccount") + "automountServiceAccountToken: false\n"
    }

    private var policyMap: String {
        head("v1", "ConfigMap", name: "\(name)-policy")
            + "data:\n  policy.json: |\n"
            + policy.split(separator: "\n").map { "    \($0)\n" }.joined()
    }

    private var deployment: String {
        head("apps/v1", "Deployment") + """
            spec:
              replicas: 2
              selector:
                matchLabels:
                  app.kubernetes.io/name: \(name)
              strategy:
                rollingUpdate:
                  maxSurge: 1
                  maxUnavailable: 0
              template:
                metadata:
                  labels:
                    app.kubernetes.io/name: \(name)
                    app.kubernetes.io/part-of: coachingmesh
                spec:
                  serviceAccountName: \(name)
                  automountServiceAccountToken: false
                  # A service drains for 20 seconds; what is left then is ended.
                  terminationGracePeriodSeconds: 40
                  securityContext:
                    runAsNonRoot: true
                    runAsUser: 10001
                    runAsGroup: 10001
                    fsGroup: 10001
                    seccompProfile:
                      type: RuntimeDefault
                  topologySpreadConstraints:
                    - maxSkew: 1
                      topologyKey: kubernetes.io/hostname
                      whenUnsatisfiable: ScheduleAnyway
                      labelSelector:
                        matchLabels:
                          app.kubernetes.io/name: \(name)
                  containers:
                    - name: \(name)
                      image: \(image)
                      imagePullPolicy: Always

            """ + indented(container, by: 10) + indented(volumes, by: 6)
    }

    private var container: String {
        """
        ports:
          - {name: calls, containerPort: \(Self.callPort)}
          - {name: operations, containerPort: \(Self.operationsPort)}
        \(isGateway ? "  - {name: web, containerPort: \(Self.webPort)}\n" : "")env:
          - {name: LISTEN, value: "0.0.0.0:\(Self.callPort)"}
          - {name: OPERATIONS_HOST, value: "0.0.0.0"}
          - {name: OPERATIONS_PORT, value: "\(Self.operationsPort)"}
          - {name: TLS_DIRECTORY, value: /etc/mesh/tls}
          - {name: POLICY_FILE, value: /etc/mesh/policy/policy.json}
          - name: POSTGRES_URL
            valueFrom:
              secretKeyRef: {name: \(name)-database, key: url}
        \(peers.map(peer).joined())\(isGateway ? webSettings : "")envFrom:
          # Whatever else deploy/settings.md has; keys and passwords in the secret.
          - configMapRef: {name: \(name)-settings, optional: true}
          - secretRef: {name: \(name)-secrets, optional: true}
        readinessProbe:
          httpGet: {path: /health, port: operations}
          periodSeconds: 5
          timeoutSeconds: 3
        # Not /health: a service whose database is away must not be killed for it.
        livenessProbe:
          httpGet: {path: /alive, port: operations}
          periodSeconds: 10
          timeoutSeconds: 5
        resources:
          requests: {cpu: 250m, memory: 128Mi}
          limits: {cpu: "2", memory: 1Gi}
        securityContext:
          allowPrivilegeEscalation: false
          readOnlyRootFilesystem: true
          runAsNonRoot: true
          capabilities:
            drop: [ALL]
        volumeMounts:
          - {name: tls, mountPath: /etc/mesh/tls, readOnly: true}
          - {name: policy, mountPath: /etc/mesh/policy, readOnly: true}
          - {name: files, mountPath: /etc/mesh/files, readOnly: true}
        \(isGateway ? "  - {name: web, mountPath: /etc/mesh/web, readOnly: true}\n" : "")
        """
    }

    private func peer(_ peer: String) -> String {
        """
          - {name: PEER_\(peer.uppercased()), value: "dns:///\(peer).coachingmesh.svc:\(Self.callPort)"}

        """
    }

    private var webSettings: String {
        """
          - {name: WEB_LISTEN, value: "0.0.0.0:\(Self.webPort)"}
          - {name: WEB_CERTIFICATE, value: /etc/mesh/web/tls.crt}
          - {name: WEB_PRIVATE_KEY, value: /etc/mesh/web/tls.key}
          - {name: TOKEN_KEY_FILE, value: /etc/mesh/web/token.key}

        """
    }

    /// The certificate's names: `ca.pem`, `cert.pem`, `key.pem`.
    private var volumes: String {
        """
        volumes:
          - name: tls
            secret: {secretName: \(name)-tls, defaultMode: 0440}
          - name: policy
            configMap: {name: \(name)-policy}
          # What settings name by its path, such as BADGE_KEY_FILE and REPORT_KEY_FILE.
          - name: files
            secret: {secretName: \(name)-files, defaultMode: 0440, optional: true}
        \(isGateway ? "  - name: web\n    secret: {secretName: gateway-web, defaultMode: 0440}\n" : "")
        """
    }

    /// Headless: a client knows every replica and chooses among them call by call.
    private var service: String {
        head("v1", "Service") + """
            spec:
              clusterIP: None
              selector:
                app.kubernetes.io/name: \(name)
              ports:
                - {name: calls, port: \(Self.callPort), targetPort: calls}
                - {name: operations, port: \(Self.operationsPort), targetPort: operations}

            """
    }

    /// Where browsers come in.
    private var webService: String {
        head("v1", "Service", name: "gateway-web") + """
            spec:
              type: LoadBalancer
              selector:
                app.kubernetes.io/name: gateway
              ports:
                - {name: web, port: 443, targetPort: web}

            """
    }

    private var disruptionBudget: String {
        head("policy/v1", "PodDisruptionBudget") + """
            spec:
              minAvailable: 1
              selector:
                matchLabels:
                  app.kubernetes.io/name: \(name)

            """
    }

    private var autoscaler: String {
        head("autoscaling/v2", "HorizontalPodAutoscaler") + """
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: \(name)}
              minReplicas: 2
              maxReplicas: 10
              metrics:
                - type: Resource
                  resource:
                    name: cpu
                    target: {type: Utilization, averageUtilization: 70}

            """
    }

    private var network: String {
        let sources = callers.map {
            "        - podSelector: {matchLabels: {app.kubernetes.io/name: \($0)}}\n"
        }
        return head("networking.k8s.io/v1", "NetworkPolicy") + """
            spec:
              podSelector:
                matchLabels:
                  app.kubernetes.io/name: \(name)
              policyTypes: [Ingress]
              ingress:
                # Probes and whoever scrapes /metrics.
                - ports: [{port: operations}]

            """ + (isGateway ? "    - ports: [{port: web}]\n" : "")
            + (sources.isEmpty
                ? "" : "    - ports: [{port: calls}]\n      from:\n" + sources.joined())
    }

    private func indented(_ text: String, by count: Int) -> String {
        text.split(separator: "\n").map { String(repeating: " ", count: count) + $0 + "\n" }
            .joined()
    }
}
