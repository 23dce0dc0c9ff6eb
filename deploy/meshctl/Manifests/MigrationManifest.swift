/// The namespace, and the job that brings the schemas to what the services of its image need.
enum MigrationManifest {
    static let namespace = """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: coachingmesh
          labels:
            pod-security.kubernetes.io/enforce: restricted

        """

    /// Runs before the services are replaced; the secret's URL is the owner's.
    static func job(image: String) -> String {
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: migrate
          namespace: coachingmesh
          labels:
            app.kubernetes.io/name: migrate
            app.kubernetes.io/part-of: coachingmesh
        spec:
          backoffLimit: 2
          ttlSecondsAfterFinished: 86400
          template:
            metadata:
              labels:
                app.kubernetes.io/name: migrate
                app.kubernetes.io/part-of: coachingmesh
            spec:
              restartPolicy: Never
              automountServiceAccountToken: false
              securityContext:
                runAsNonRoot: true
                runAsUser: 10001
                seccompProfile:
                  type: RuntimeDefault
              containers:
                - name: migrate
                  image: \(image)
                  imagePullPolicy: Always
                  args: [migrate, apply]
                  env:
                    - name: POSTGRES_URL
                      valueFrom:
                        secretKeyRef: {name: owner-database, key: url}
                  resources:
                    requests: {cpu: 100m, memory: 64Mi}
                    limits: {cpu: "1", memory: 256Mi}
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities:
                      drop: [ALL]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: migrate
          namespace: coachingmesh
        spec:
          # Nobody calls it.
          podSelector:
            matchLabels:
              app.kubernetes.io/name: migrate
          policyTypes: [Ingress]
        """ + "\n"
    }
}
